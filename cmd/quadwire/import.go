package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

func newImport(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Put N-Quads into the store",
		Long: `Puts N-Quads into the store, which is made if it is not there: what quadwire export
wrote, or data of your own. FILE is a file or - for standard input.

Each named graph replaces the one of that name: an article that is there already is
replaced, one that says the same is left alone. Quads without a graph are added. Full
IRIs become short where they begin as quadwire's do; give the --base of the export.
Blank nodes keep their labels, also those of other files: give what must stay apart
different ones.

Files are checked before anything of them is put into the store, strictly by the
grammar of N-Quads; standard input is checked on the way.`,
		Example: `  quadwire export -o graph.nq && quadwire import --db copy.db graph.nq
  gunzip -c graph.nq.gz | quadwire import -`,
		Args: inputs,
		RunE: func(cmd *cobra.Command, args []string) error {
			ns, err := schema.NewNamespaces(a.config.Base)
			if err != nil {
				return err
			}
			var sound []string
			for _, file := range args {
				failed := checkNQuads(file, ns)
				if failed == nil {
					sound = append(sound, file)
				}
				err = errors.Join(err, failed)
			}
			if len(sound) == 0 {
				return err
			}
			return errors.Join(err, a.withStore(cmd.Context(), false, func(store *graph.Store) error {
				var errs error
				for _, file := range sound {
					done, failed := importFile(cmd.Context(), store, cmd.InOrStdin(), file)
					errs = errors.Join(errs, failed)
					if failed == nil || done.Quads > 0 {
						fmt.Fprintf(cmd.ErrOrStderr(), "quadwire: %s of %s put into %s\n", count(done.Quads, "quad"), count(done.Graphs, "graph"), a.config.storeConfig(false).Where())
					}
				}
				return errs
			}))
		},
	}
	storeFlags(cmd.Flags())
	return cmd
}

// checkNQuads reads a file to its end.
func checkNQuads(file string, ns schema.Namespaces) error {
	if file == "-" {
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, err := range graph.ReadNQuads(f, ns) {
		if err != nil {
			return fmt.Errorf("%s: %w: nothing of it was imported", file, err)
		}
	}
	return nil
}

func importFile(ctx context.Context, store *graph.Store, stdin io.Reader, file string) (graph.Imported, error) {
	in := stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return graph.Imported{}, err
		}
		defer f.Close()
		in = f
	} else {
		file = "standard input"
	}
	done, err := store.Import(ctx, graph.ReadNQuads(in, store.Namespaces()))
	if err != nil {
		err = fmt.Errorf("%s: %w", file, err)
	}
	return done, err
}
