package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/extract/intake/fetch"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// A Config holds all settings that flags, the environment and a file can
// give. A command sees those that it has flags for.
type Config struct {
	DB            string        `mapstructure:"db"`
	Backend       string        `mapstructure:"backend"`
	Base          string        `mapstructure:"base"`
	Identity      string        `mapstructure:"identity"`
	Lexicon       string        `mapstructure:"lexicon"`
	Date          string        `mapstructure:"date"`
	MaxSize       string        `mapstructure:"max-size"`
	Field         []string      `mapstructure:"field"`
	AnyLanguage   bool          `mapstructure:"any-language"`
	Duplicates    string        `mapstructure:"duplicates"`
	AllowPrivate  bool          `mapstructure:"allow-private"`
	Follow        bool          `mapstructure:"follow"`
	UserAgent     string        `mapstructure:"user-agent"`
	HostPause     time.Duration `mapstructure:"host-pause"`
	FetchTimeout  time.Duration `mapstructure:"fetch-timeout"`
	Every         time.Duration `mapstructure:"every"`
	Watch         []string      `mapstructure:"watch"`
	Jobs          int           `mapstructure:"jobs"`
	MinConfidence float64       `mapstructure:"min-confidence"`
	Style         string        `mapstructure:"style"`
	NoSync        bool          `mapstructure:"no-sync"`
	Listen        string        `mapstructure:"listen"`
	Write         bool          `mapstructure:"write"`
	Token         string        `mapstructure:"token"`
	TLSCert       string        `mapstructure:"tls-cert"`
	TLSKey        string        `mapstructure:"tls-key"`
	CORS          []string      `mapstructure:"cors"`
	AccessLog     string        `mapstructure:"access-log"`
	QueryTimeout  time.Duration `mapstructure:"query-timeout"`
	Limit         int           `mapstructure:"limit"`
	Verbose       bool          `mapstructure:"verbose"`

	date    time.Time
	maxSize int64
	fields  intake.Fields
	client  *fetch.Client
}

// settings are the keys of a file with settings, and the flags that the
// environment can stand in for.
var settings = []string{
	"db", "backend", "base", "identity", "lexicon", "date", "max-size", "field", "any-language", "duplicates", "allow-private", "follow", "user-agent", "host-pause", "fetch-timeout", "every", "watch", "jobs", "min-confidence", "style",
	"no-sync", "listen", "write", "token", "tls-cert", "tls-key", "cors", "access-log", "query-timeout", "limit", "verbose",
}

// loadConfig takes the settings together: flags before the environment
// before the file before the defaults of the flags.
func loadConfig(flags *pflag.FlagSet) (Config, error) {
	v := newViper()
	if err := readConfigFile(v, flags); err != nil {
		return Config{}, err
	}
	return decoded(v, flags)
}

// decoded takes the settings of flags, of the environment and of a file that was read.
func decoded(v *viper.Viper, flags *pflag.FlagSet) (Config, error) {
	var err error
	flags.VisitAll(func(f *pflag.Flag) {
		if slices.Contains(settings, f.Name) {
			err = errors.Join(err, v.BindPFlag(f.Name, f))
		}
	})
	if err != nil {
		return Config{}, err
	}
	var c Config
	if err := v.Unmarshal(&c); err != nil {
		return Config{}, fmt.Errorf("settings: %w", settingError(err))
	}
	return c, c.check()
}

func readConfigFile(v *viper.Viper, flags *pflag.FlagSet) error {
	file, err := configFile(flags)
	if file == "" || err != nil {
		return err
	}
	v.SetConfigFile(file)
	if err := v.ReadInConfig(); err != nil {
		return fmt.Errorf("settings in %s: %w", file, settingError(err))
	}
	if day := fmt.Sprint(v.Get("date")); v.InConfig("date") && len(day) >= len(time.DateOnly) { // YAML and TOML have days of their own
		v.Set("date", day[:len(time.DateOnly)])
	}
	for _, key := range slices.Sorted(slices.Values(v.AllKeys())) {
		if !slices.Contains(settings, key) {
			return fmt.Errorf("settings in %s: there is no setting %q: there are %s", file, key, strings.Join(settings, ", "))
		}
	}
	return nil
}

// configFile finds the file with settings, "" where there is none.
func configFile(flags *pflag.FlagSet) (string, error) {
	name, err := flags.GetString("config")
	if err != nil {
		return "", err
	}
	if name == "" {
		name = os.Getenv("QUADWIRE_CONFIG")
	}
	if name != "" {
		if info, err := os.Stat(name); err != nil {
			return "", fmt.Errorf("settings: %s: %w", name, inWords(err))
		} else if info.IsDir() {
			return "", fmt.Errorf("settings: %s is a folder: name the file", name)
		}
		return name, nil
	}
	folders := []string{"."}
	if user, err := os.UserConfigDir(); err == nil {
		folders = append(folders, filepath.Join(user, "quadwire"))
	}
	for _, folder := range folders {
		for _, name := range []string{"quadwire.toml", "quadwire.yaml", "quadwire.yml"} {
			name = filepath.Join(folder, name)
			if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
				return name, nil
			}
		}
	}
	return "", nil
}

// check makes values of the settings that are more than text.
func (c *Config) check() (err error) {
	if c.Date != "" {
		if c.date, err = time.Parse(time.DateOnly, c.Date); err != nil {
			return fmt.Errorf("date %q: write it as 2026-01-05", c.Date)
		}
	}
	if c.MaxSize != "" {
		if c.maxSize, err = parseSize(c.MaxSize); err != nil {
			return err
		}
	}
	for _, field := range c.Field {
		key, name, ok := strings.Cut(field, "=")
		if !ok || slices.Contains(strings.Split(name, "."), "") || !slices.Contains(intake.Keys(), key) {
			return fmt.Errorf("field %q: write it as text=body or text=article.body; there are %s", field, strings.Join(intake.Keys(), ", "))
		}
		if c.fields == nil {
			c.fields = intake.Fields{}
		}
		c.fields[key] = name
	}
	if scheme, _, ok := strings.Cut(c.DB, "://"); ok && c.Backend != graph.Cockroach {
		if scheme != "postgres" && scheme != "postgresql" {
			return fmt.Errorf("--db %s://...: give a folder, or the URL of a database such as postgres://user@localhost/news", scheme)
		}
		c.Backend = graph.Postgres
	}
	switch {
	case c.Jobs < 0:
		return fmt.Errorf("jobs %d: must be 0 or more", c.Jobs)
	case c.Every < 0 || c.HostPause < 0 || c.FetchTimeout < 0:
		return errors.New("every, host-pause and fetch-timeout must not be negative: write them as 10m or 500ms")
	case c.Limit < 0:
		return fmt.Errorf("limit %d: must be 0 (none) or more", c.Limit)
	case c.QueryTimeout < 0:
		return fmt.Errorf("query-timeout %s: must not be negative", c.QueryTimeout)
	case c.MinConfidence < 0 || c.MinConfidence > 1 || math.IsNaN(c.MinConfidence):
		return fmt.Errorf("min-confidence %g: must be from 0 to 1", c.MinConfidence)
	case c.Backend != "" && !slices.Contains(graph.Backends(), c.Backend):
		return fmt.Errorf("backend %q: choose one of %s", c.Backend, strings.Join(graph.Backends(), ", "))
	case c.Duplicates != "" && c.Duplicates != duplicatesLink && c.Duplicates != duplicatesRead:
		return fmt.Errorf("duplicates %q: choose %s or %s", c.Duplicates, duplicatesLink, duplicatesRead)
	case c.Style != "" && c.Style != extract.StyleNary && c.Style != extract.StyleBinary:
		return fmt.Errorf("style %q: choose %s or %s", c.Style, extract.StyleNary, extract.StyleBinary)
	}
	_, err = schema.NewNamespaces(c.Base)
	return err
}

// parseSize reads "2MB", "500 kB" or a number of bytes.
func parseSize(s string) (int64, error) {
	number := strings.TrimSuffix(strings.ToUpper(strings.ReplaceAll(s, " ", "")), "B")
	factor := int64(1)
	for i, unit := range []string{"K", "M", "G"} {
		if n, ok := strings.CutSuffix(number, unit); ok {
			number, factor = n, int64(1)<<(10*(i+1))
		}
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !(n*float64(factor) >= 1 && n*float64(factor) < 1<<40) {
		return 0, fmt.Errorf("max-size %q: write a size such as 2MB", s)
	}
	return int64(n * float64(factor)), nil
}

// storeConfig is how to open the store.
func (c *Config) storeConfig(readOnly bool) graph.Config {
	return graph.Config{Backend: c.Backend, Path: c.DB, ReadOnly: readOnly, NoSync: c.NoSync, Base: c.Base, Identity: c.Identity}
}

// web is the client for all that is fetched.
func (c *Config) web() *fetch.Client {
	if c.client == nil {
		pause := c.HostPause
		if pause == 0 {
			pause = -1
		}
		c.client = fetch.New(fetch.Options{UserAgent: c.UserAgent, Timeout: c.FetchTimeout, Every: pause, AllowPrivate: c.AllowPrivate})
	}
	return c.client
}

func (c *Config) intake() intake.Options {
	return intake.Options{MaxSize: c.maxSize, Date: c.date, Warn: warn, Fields: c.fields, AnyLanguage: c.AnyLanguage}
}
