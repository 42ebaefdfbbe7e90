package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"github.com/quadwire/quadwire/graph"
)

func newConfig(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "config",
		Short: "Show all settings, their values and where each comes from",
		Long: `Writes all settings to standard output, as a file with settings (TOML) has them: what each is
for, its value, and where that comes from: the environment, the file, or the default. Defaults are
comments. The token and passwords are left out.`,
		Example: `  quadwire config
  quadwire config > quadwire.toml
  QUADWIRE_JOBS=1 quadwire --config news.toml config`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return writeSettings(cmd, cmd.OutOrStdout()) },
	}
}

// allSettings are the flags of all commands that are settings, with the commands.
func allSettings(root *cobra.Command) (*pflag.FlagSet, map[string][]string) {
	flags, commands := pflag.NewFlagSet("settings", pflag.ContinueOnError), map[string][]string{}
	for _, cmd := range root.Commands() {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !slices.Contains(settings, f.Name) || f.Name == "verbose" || f.Hidden || cmd.Name() == "demo" {
				return
			}
			if flags.Lookup(f.Name) == nil {
				flags.AddFlag(f)
			}
			commands[f.Name] = append(commands[f.Name], cmd.Name())
		})
	}
	flags.AddFlag(root.PersistentFlags().Lookup("verbose"))
	return flags, commands
}

func writeSettings(cmd *cobra.Command, out io.Writer) error {
	v := newViper()
	if err := readConfigFile(v, cmd.Flags()); err != nil {
		return err
	}
	flags, commands := allSettings(cmd.Root())
	if _, err := decoded(v, flags); err != nil {
		return err
	}
	file := v.ConfigFileUsed()
	if file == "" {
		fmt.Fprintf(out, "# Settings of quadwire; there is no file with settings.\n")
	} else {
		fmt.Fprintf(out, "# Settings of quadwire, with those of %s.\n", file)
	}
	for _, name := range settings {
		f := flags.Lookup(name)
		if f == nil {
			continue
		}
		fmt.Fprintf(out, "\n# %s\n", f.Usage)
		if list := commands[name]; len(list) > 0 {
			fmt.Fprintf(out, "# of: %s\n", strings.Join(list, ", "))
		}
		variable := "QUADWIRE_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		value, from, start := any(f.DefValue), "the default", "# "
		if set, ok := os.LookupEnv(variable); ok && set != "" {
			value, from, start = set, variable, ""
		} else if v.InConfig(name) {
			value, from, start = v.Get(name), file, ""
		}
		fmt.Fprintf(out, "%s%s = %s  # %s\n", start, name, tomlValue(name, f.Value.Type(), value), from)
	}
	return nil
}

// newViper reads the environment.
func newViper() *viper.Viper {
	v := viper.New()
	v.SetEnvPrefix("QUADWIRE")
	v.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	v.AutomaticEnv()
	return v
}

// tomlValue writes a value as TOML does.
func tomlValue(name, kind string, value any) string {
	switch v := value.(type) {
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, fmt.Sprintf("%q", fmt.Sprint(x)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		switch {
		case name == "token" && v != "":
			return `"..."`
		case name == "db":
			v = graph.Config{Backend: graph.Postgres, Path: v}.Where()
		case kind == "stringSlice" && strings.HasPrefix(v, "["):
			return v
		case kind == "stringSlice":
			return tomlValue(name, kind, toAny(strings.Split(v, ",")))
		}
		if kind == "bool" || kind == "int" || kind == "float64" {
			return v
		}
		return fmt.Sprintf("%q", v)
	case bool, int, int64, float64:
		return fmt.Sprint(v)
	}
	return fmt.Sprintf("%q", fmt.Sprint(value))
}

func toAny(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// complete lets shells offer the values of flags that have few.
func complete(root *cobra.Command) {
	values := map[string][]string{
		"backend": graph.Backends(), "duplicates": {duplicatesLink, duplicatesRead}, "style": {"nary", "binary"},
	}
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "completion" { // cobra's says nothing of a shell that it does not know
			cmd.Args, cmd.RunE = noArgs, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
		for name, list := range values {
			if cmd.Flags().Lookup(name) != nil {
				cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)) //nolint:errcheck // only of flags that are missing
			}
		}
		switch cmd.Name() {
		case "export":
			cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(graph.FormatNames(), cobra.ShellCompDirectiveNoFileComp)) //nolint:errcheck // as above
		case "extract":
			cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"jsonl", "nquads", "tabbed", "document"}, cobra.ShellCompDirectiveNoFileComp)) //nolint:errcheck // as above
		}
	}
}
