package main

import (
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/graph"
)

// An app is what commands share: the settings, and whether the command line
// was good enough for one to start.
type app struct {
	config  Config
	started bool
	meter   intake.Meter // of what the command reads
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "quadwire",
		Short: "Turn news text into a knowledge graph and explore it",
		Long: `quadwire reads news articles in English and makes a knowledge graph of them:
who did what to whom, when and where, and who says so.

Try it:  quadwire demo

Every setting can be given as a flag, in the environment (--query-timeout is
QUADWIRE_QUERY_TIMEOUT) or in a file (--config, or quadwire.toml or
quadwire.yaml in this folder or in the user's configuration folder); flags win
over the environment, the environment over the file.

Data goes to standard output, everything else to standard error.
Exit status: 0 done, 1 something failed, 2 wrong usage.`,
		Args:              noArgs,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.start(cmd) },
		SilenceErrors:     true,
		SilenceUsage:      true,
		Version:           version(),
	}
	root.PersistentFlags().String("config", "", "file with settings")
	root.PersistentFlags().BoolP("verbose", "v", false, "say more on standard error")
	root.AddCommand(newDemo(a), newBuild(a), newWatch(a), newExtract(a), newParse(a), newExplain(a), newServe(a), newQuery(a), newExport(a), newImport(a), newForget(a), newArticles(a), newMerge(a), newSplit(a), newIdentity(a), newConfig(a))
	complete(root)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return settingError(err) })
	root.SetHelpCommand(newHelp(root))
	return root
}

// newHelp shows the help of a command; cobra's takes any word for one.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show what a command does, its flags and examples",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || cmd == root && len(args) > 0 || len(rest) > 0 {
				return usagef("there is no command %q", strings.Join(args, " "))
			}
			return cmd.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) (names []cobra.Completion, _ cobra.ShellCompDirective) {
			if len(args) == 0 {
				for _, cmd := range root.Commands() {
					names = append(names, cobra.CompletionWithDesc(cmd.Name(), cmd.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// start reads the settings; from here on errors are not the command line's.
func (a *app) start(cmd *cobra.Command) error {
	config, err := loadConfig(cmd.Flags())
	if err != nil {
		return err
	}
	a.config = config
	level := slog.LevelWarn
	if config.Verbose {
		level = slog.LevelDebug
	}
	slog.SetDefault(slog.New(newHandler(cmd.ErrOrStderr(), level)))
	a.started = true
	return nil
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 && !cmd.HasParent() {
		return usagef("there is no command %q", args[0])
	}
	if len(args) > 0 {
		return usagef("%s: %q is too much", cmd.CommandPath(), args[0])
	}
	return nil
}

// aboutInputs says what INPUT is in the help of commands that read articles.
const aboutInputs = `
INPUT is a file, a folder (all in it and below that may be an article), a pattern such
as 'news/*.html', an address of the web or - for standard input. Of feeds and sitemaps
from the web, the pages that they list are fetched. Files are plain text, Markdown, HTML, MHTML,
mails, RSS, Atom, JSON Feed, JSON, JSONL, CSV, NITF, NewsML-G2 or WARC, as they are or in .gz, .zst and
.zip; what they are is seen from their content. Articles that are not in English are
reported and left out.`

// inputs demands something to read.
func inputs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("%s: nothing to read: name files, folders or - for standard input", cmd.CommandPath())
	}
	return nil
}

// Flags that several commands have.

func storeFlags(f *pflag.FlagSet) {
	f.String("db", "quadwire.db", "folder of the store, or URL of its database; better set QUADWIRE_DB where that has a password")
	f.String("identity", "", "file of decisions who is who, see merge and split (default STORE.identity.tsv)")
	backendFlag(f)
	baseFlag(f)
}

func backendFlag(f *pflag.FlagSet) {
	f.String("backend", graph.Bolt, "where the graph is kept: bolt (a file in the folder), memory, postgres or cockroach (tables of a database)")
}

func baseFlag(f *pflag.FlagSet) {
	f.String("base", "", "start of the IRIs of entities, relations and articles in exports, ends in / (default https://quadwire.example/)")
}

func readFlags(f *pflag.FlagSet) {
	f.String("date", "", "day of publication of articles that do not tell their own, as 2026-01-05")
	f.String("lexicon", "", "names of your own, before the bundled ones: lines of id, name, type, aliases (divided by |) and sameAs, divided by tabs")
	f.String("max-size", "2MB", "largest article that is read")
	f.StringSlice("field", nil, "where articles in JSON have what, as text=body or date=meta.published; also headline, modified, url, author, site, language, id")
	f.Bool("any-language", false, "read articles that are not in English too")
	f.Int("jobs", 0, "articles to read at the same time (default: one for each CPU)")
	f.Float64("min-confidence", extract.LeastConfidence, "leave out facts below this confidence: 0 keeps all, 0.8 those that are hardly ever wrong")
}

func webFlags(f *pflag.FlagSet) {
	f.Bool("allow-private", false, "fetch from private networks and from this machine too")
	f.Bool("follow", false, "fetch the pages that feeds and sitemaps list also where these are files")
	f.String("user-agent", "", "how to introduce oneself to web servers (default: quadwire with its address)")
	f.Duration("host-pause", time.Second, "between two requests to a web server")
	f.Duration("fetch-timeout", 30*time.Second, "for a page or a feed to come")
}

func watchFlags(f *pflag.FlagSet) {
	f.Duration("every", 10*time.Minute, "how often to look")
}

func duplicatesFlag(f *pflag.FlagSet) {
	f.String("duplicates", duplicatesLink, "articles that have the story of another one: link (to that, in place of facts) or read")
}

func queryFlags(f *pflag.FlagSet) {
	f.Duration("query-timeout", 0, "how long a query may run (default 30s)")
}

func idFlag(f *pflag.FlagSet, id *string) {
	f.StringVar(id, "id", "", "identifier of the article, where there is only one (default: from the file's name)")
}

// hide keeps a flag of a group out of the help of a command that takes no
// notice of it.
func hide(f *pflag.FlagSet, name string) { f.Lookup(name).Hidden = true }
