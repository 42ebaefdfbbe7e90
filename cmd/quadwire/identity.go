package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

func newMerge(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "merge ENTITY INTO",
		Short: "Say that two entities are one",
		Long: `Says that ENTITY is INTO, in all articles that are in the store and in all that
come: ENTITY's facts become INTO's, its name another name of INTO. Entities are
written as IRIs (e:Lee) or by name ("Lee Jae Myung").

Decisions are lines of a file beside the store, STORE.identity.tsv or what
--identity names, that is read whenever articles are loaded. They hold when the
store is removed and built again.`,
		Example: `  quadwire merge e:Gadhafi e:Muammar_Gaddafi
  quadwire merge "Moammar Gadhafi" "Muammar Gaddafi"`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("%s: name two entities", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			from, into, err := twoEntities(cmd, args)
			if err != nil {
				return err
			}
			if from == into {
				return usagef("merge: %s and %s are one already", args[0], args[1])
			}
			return a.decide(cmd, func(store *graph.Store) ([]graph.Decision, error) {
				for _, d := range store.Identity() {
					if d.Article == "" && d.From == into {
						return nil, fmt.Errorf("%s is merged into %s already: merge %s into that", into, d.Into, from)
					}
				}
				name, err := store.NameOf(cmd.Context(), into)
				if errors.Is(err, graph.ErrNoEntity) { // a name of the user's own
					name, err = readable(args[1]), nil
				}
				return []graph.Decision{{From: from, Into: into, Name: name}}, err
			})
		},
	}
	storeFlags(cmd.Flags())
	return cmd
}

func newSplit(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "split ENTITY NAME ARTICLE...",
		Short: "Say that some articles mean another by a name",
		Long: `Says that what the ARTICLEs call ENTITY is somebody or something else, which is
called NAME from now on. Decisions are kept as those of merge are.`,
		Example: `  quadwire split e:John_Smith "John Smith (economist)" bank-report rates-2026`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 3 {
				return usagef("%s: name an entity, its new name and the articles that mean it", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			from, into, err := twoEntities(cmd, args)
			if err != nil {
				return err
			}
			if from == into {
				return usagef("split: %s needs a name of its own", args[0])
			}
			return a.decide(cmd, func(store *graph.Store) ([]graph.Decision, error) {
				list, err := store.Articles(cmd.Context())
				if err != nil {
					return nil, err
				}
				var out []graph.Decision
				for _, id := range args[2:] {
					id = strings.TrimPrefix(id, "a:")
					if !slices.ContainsFunc(list, func(a graph.Article) bool { return a.ID == id }) {
						return nil, fmt.Errorf("%w: %s (quadwire articles lists them)", graph.ErrNoArticle, id)
					}
					out = append(out, graph.Decision{From: from, Into: into, Name: readable(args[1]), Article: id})
				}
				return out, nil
			})
		},
	}
	storeFlags(cmd.Flags())
	return cmd
}

func newIdentity(a *app) *cobra.Command {
	var forget int
	cmd := &cobra.Command{
		Use:   "identity",
		Short: "List what was decided with merge and split",
		Long: `Lists the decisions of merge and split, a line each: number, what was done, the
entity, what it is now, its name and, for split, the article. --forget takes one
back; the articles must be built again for that.`,
		Example: `  quadwire identity
  quadwire identity --forget 2 && quadwire build news/`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withStore(cmd.Context(), true, func(store *graph.Store) error {
				list := store.Identity()
				if forget == 0 {
					for n, d := range list {
						fmt.Fprintf(cmd.OutOrStdout(), "%d\t%s\n", n+1, d)
					}
					return nil
				}
				if forget < 0 || forget > len(list) {
					return usagef("identity --forget %d: there are %s", forget, count(len(list), "decision"))
				}
				d := list[forget-1]
				if err := graph.WriteIdentity(store.IdentityFile(), slices.Delete(list, forget-1, forget)); err != nil {
					return err
				}
				fmt.Fprintf(cmd.ErrOrStderr(), "quadwire: forgot: %s\nquadwire: the store still has %s: build its articles again\n", strings.ReplaceAll(d.String(), "\t", " "), d.Into)
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&forget, "forget", 0, "number of a decision to take back")
	storeFlags(cmd.Flags())
	return cmd
}

// twoEntities reads the names of two entities.
func twoEntities(cmd *cobra.Command, args []string) (from, into string, err error) {
	var ids [2]string
	for i := range ids {
		ids[i] = schema.ParseEntityID(args[i])
		local, _ := strings.CutPrefix(ids[i], "e:")
		if strings.TrimSpace(local) == "" || strings.ContainsAny(local, " \t\r\n<>\"{}|^`\\") {
			return "", "", usagef("%s: %q is no name of an entity: write one such as \"Lee Jae Myung\" or e:Lee_Jae_Myung", cmd.CommandPath(), args[i])
		}
	}
	return ids[0], ids[1], nil
}

// decide makes decisions and says how many articles they change.
func (a *app) decide(cmd *cobra.Command, decisions func(*graph.Store) ([]graph.Decision, error)) error {
	if c := a.config.storeConfig(false); c.Identity == "" && c.Backend != "" && c.Backend != graph.Bolt {
		return usagef("%s: name a file for the decisions with --identity, and use it whenever articles are loaded into this store", cmd.CommandPath())
	}
	// A store that is missing must not be made by deciding.
	if err := a.withStore(cmd.Context(), true, func(*graph.Store) error { return nil }); err != nil {
		return err
	}
	return a.withStore(cmd.Context(), false, func(store *graph.Store) error {
		list, err := decisions(store)
		if err != nil {
			return err
		}
		articles := 0
		for _, d := range list {
			n, err := store.Decide(cmd.Context(), d)
			if err != nil {
				return err
			}
			articles += n
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "quadwire: %s is %s in %s; kept in %s\n", list[0].From, list[0].Into, count(articles, "article"), store.IdentityFile())
		return nil
	})
}

// readable is a name, made of an IRI where that is what the user wrote.
func readable(s string) string {
	if local, ok := strings.CutPrefix(schema.ParseEntityID(s), "e:"); ok && strings.HasPrefix(strings.Trim(s, "<> "), "e:") {
		return schema.UnescapeLocal(local)
	}
	return strings.Join(strings.Fields(s), " ")
}
