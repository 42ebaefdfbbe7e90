package main

import (
	"errors"
	"io/fs"
	"net"
	"net/url"
	"regexp"
	"strings"
	"syscall"
)

// inWords says what the system says of a file or a server as a person would.
func inWords(err error) error {
	var refused *url.Error
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("you may not read it")
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("nothing answers there: is the server running?")
	case errors.As(err, &refused):
		var unknown *net.DNSError
		if errors.As(err, &unknown) {
			return errors.New("this host cannot be found")
		}
		if refused.Timeout() {
			return errors.New("there is no answer in time")
		}
		return refused.Err
	}
	return err
}

// What packages that read settings say of values, and what it means.
var inner = []struct {
	pattern *regexp.Regexp
	words   string
}{
	{regexp.MustCompile(`While parsing config: |decoding failed due to the following error\(s\): |1 error\(s\) decoding: \* |\b(?:toml|yaml): |cannot parse value as '[\w.]+': `), ""},
	{regexp.MustCompile(`strconv\.Parse(?:Int|Uint|Float): (?:parsing "[^"]*": )?(?:invalid syntax|value out of range)`), "it must be a number"},
	{regexp.MustCompile(`strconv\.ParseBool: (?:parsing "[^"]*": )?invalid syntax`), "it must be true or false"},
	{regexp.MustCompile(`time: (?:invalid duration|missing unit in duration|unknown unit "[^"]*" in duration)(?: "[^"]*")?`), "it must be a length of time, such as 30s, 10m or 1h"},
	{regexp.MustCompile(`invalid argument ("[^"]*") for "(?:-\w, )?(--[\w-]+)" flag: `), "$2 $1: "},
	{regexp.MustCompile(`^'([\w-]+)' `), "$1: "},
}

// settingError says what is wrong with a value, without the names of packages.
func settingError(err error) error {
	text := strings.Join(strings.Fields(err.Error()), " ")
	for _, in := range inner {
		text = in.pattern.ReplaceAllString(text, in.words)
	}
	return errors.New(text)
}
