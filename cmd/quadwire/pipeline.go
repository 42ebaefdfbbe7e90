package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/extract/lexicon"
)

// A task reads one article; name is what to call it in errors.
type task[T any] struct {
	name string
	run  func(ctx context.Context) (T, error)
}

// An outcome is what became of a task.
type outcome[T any] struct {
	value T
	err   error
}

// inOrder runs tasks at the same time and hands out what they give in their
// order. A task that fails or panics does not stop the others; the errors
// come back together. An error of emit ends it all.
func inOrder[T any](ctx context.Context, jobs int, tasks iter.Seq2[task[T], error], emit func(T) error) error {
	var errs []error
	for value, err := range ordered(ctx, jobs, tasks) {
		if err == nil {
			if err := emit(value); err != nil {
				return errors.Join(append(errs, err)...)
			}
			continue
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// ordered runs tasks at the same time and gives what they give in their order,
// or their errors. It ends with that of the context.
func ordered[T any](ctx context.Context, jobs int, tasks iter.Seq2[task[T], error]) iter.Seq2[T, error] {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return func(yield func(T, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		queue := make(chan chan outcome[T], 2*jobs) // bounds what waits in memory
		go func() {
			defer close(queue)
			busy := make(chan struct{}, jobs)
			for t, err := range tasks {
				slot := make(chan outcome[T], 1)
				select {
				case queue <- slot:
				case <-ctx.Done():
					return
				}
				if err != nil {
					slot <- outcome[T]{err: err}
					continue
				}
				busy <- struct{}{}
				go func() {
					defer func() { <-busy }()
					slot <- attempt(ctx, t)
				}()
			}
		}()
		var none T
		for {
			select {
			case <-ctx.Done():
				yield(none, ctx.Err())
				return
			case slot, ok := <-queue:
				if !ok {
					if ctx.Err() != nil {
						yield(none, ctx.Err())
					}
					return
				}
				select {
				case <-ctx.Done():
				case o := <-slot:
					if !yield(o.value, o.err) {
						return
					}
				}
			}
		}
	}
}

// attempt runs a task and turns a panic into an error that names the article.
func attempt[T any](ctx context.Context, t task[T]) (o outcome[T]) {
	defer func() {
		if p := recover(); p != nil {
			slog.Debug("panic", "article", t.name, "stack", string(debug.Stack()))
			o.err = fmt.Errorf("%s: cannot be read, a fault of quadwire: %v: the article was left out (--verbose shows where; please report it)", t.name, p)
		}
	}()
	o.value, o.err = t.run(ctx)
	return o
}

// records goes through the articles that inputs name. id is for the only one,
// "" for none.
func (a *app) records(cmd *cobra.Command, args []string, id string) (iter.Seq2[intake.Record, error], error) {
	if id != "" && intake.ID(id+".txt") != id {
		return nil, usagef("--id %s: use letters, digits and . _ - only, such as %s", id, intake.ID(id+".txt"))
	}
	o := a.intake(cmd)
	o.Meter = &a.meter
	all := intake.Records(cmd.Context(), args, o)
	if id == "" {
		return all, nil
	}
	var only []intake.Record
	for r, err := range all {
		if err != nil {
			return nil, err
		}
		if only = append(only, r); len(only) > 1 {
			return nil, usagef("--id %s is for one article, and there are more", id)
		}
	}
	return func(yield func(intake.Record, error) bool) {
		for _, r := range only {
			r.ID = id
			yield(r, nil)
		}
	}, nil
}

// intake is how to read inputs.
func (a *app) intake(cmd *cobra.Command) intake.Options {
	o := a.config.intake()
	o.Stdin = cmd.InOrStdin()
	if cmd.Flags().Lookup("allow-private") != nil {
		o.Web, o.Follow = a.config.web(), a.config.Follow
	}
	return o
}

// readArticle goes the way from a record to facts. It gives nil for what is not to be
// read.
func readArticle(ctx context.Context, x *extract.Extractor, r intake.Record, o intake.Options) (*extract.Result, error) {
	article, err := r.Read(o)
	if errors.Is(err, intake.ErrLanguage) {
		slog.Warn(err.Error() + ": left out")
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return extracted(ctx, x, article, r.Name)
}

// extracted gives the facts of an article; name is what to call it in errors.
func extracted(ctx context.Context, x *extract.Extractor, article extract.Article, name string) (*extract.Result, error) {
	result, err := x.Extract(ctx, article)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(result.Document.Sentences) == 0 {
		return nil, fmt.Errorf("%s: there is no sentence in it", name)
	}
	return result, nil
}

// articleTasks are one for each record.
func (a *app) articleTasks(cmd *cobra.Command, x *extract.Extractor, records iter.Seq2[intake.Record, error]) iter.Seq2[task[*extract.Result], error] {
	o := a.intake(cmd)
	return func(yield func(task[*extract.Result], error) bool) {
		for r, err := range records {
			if !yield(task[*extract.Result]{r.Name, func(ctx context.Context) (*extract.Result, error) {
				return readArticle(ctx, x, r, o)
			}}, err) {
				return
			}
		}
	}
}

// maxLine is how long a line may be that is one sentence.
const maxLine = 64 << 10

// lineTasks are one for each line of each file, every line an article of
// one sentence.
func (a *app) lineTasks(cmd *cobra.Command, x *extract.Extractor, args []string) iter.Seq2[task[*extract.Result], error] {
	o := a.intake(cmd)
	return func(yield func(task[*extract.Result], error) bool) {
		for f, err := range intake.Files(cmd.Context(), args) {
			if err != nil && !yield(task[*extract.Result]{}, err) || err == nil && !a.linesOf(x, f, o, yield) {
				return
			}
		}
	}
}

func (a *app) linesOf(x *extract.Extractor, s intake.File, o intake.Options, yield func(task[*extract.Result], error) bool) bool {
	in, err := s.Open(o)
	if err != nil {
		return yield(task[*extract.Result]{}, err)
	}
	defer in.Close()
	prefix := "stdin"
	if s.Path != intake.Stdin {
		prefix = intake.ID(s.Path)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, maxLine), maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimPrefix(strings.ToValidUTF8(lines.Text(), "\uFFFD"), "\ufeff")
		if strings.ContainsRune(line, 0) {
			return yield(task[*extract.Result]{}, fmt.Errorf("%s: line %d: %w", s.Name(), n, intake.ErrBinary))
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		article := extract.Article{ID: fmt.Sprintf("%s-%d", prefix, n), Text: line, Date: a.config.date}
		t := task[*extract.Result]{fmt.Sprintf("%s: line %d", s.Name(), n), func(ctx context.Context) (*extract.Result, error) {
			return x.ExtractLines(ctx, article, []string{line})
		}}
		if !yield(t, nil) {
			return false
		}
	}
	err = lines.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		err = fmt.Errorf("%s: line %d is longer than %d bytes: it cannot be one sentence; the rest of the file was left out", s.Name(), n+1, maxLine)
	} else if err != nil {
		err = fmt.Errorf("%s: %w", s.Name(), err)
	} else if n == 0 {
		err = fmt.Errorf("%s: %w", s.Name(), intake.ErrEmpty)
	}
	if err != nil {
		return yield(task[*extract.Result]{}, err)
	}
	return true
}

// newExtractor loads the models and the user's lexicon.
func (a *app) newExtractor() (*extract.Extractor, error) {
	o := extract.Options{MinConfidence: a.config.MinConfidence}
	if file := a.config.Lexicon; file != "" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		defer f.Close()
		if o.Lexicon, err = lexicon.ReadUser(f, file); err != nil {
			return nil, err
		}
	}
	return extract.New(o)
}

// readAll runs the tasks of inputs and shows how far it has come.
func (a *app) readAll(cmd *cobra.Command, tasks iter.Seq2[task[*extract.Result], error], unit string, emit func(*extract.Result) error) error {
	p := newProgress(cmd.ErrOrStderr(), unit, 0)
	p.meter = &a.meter
	defer p.end()
	return inOrder(cmd.Context(), a.config.Jobs, tasks, func(r *extract.Result) error {
		if r == nil {
			return nil
		}
		p.add(1, len(r.Facts))
		return emit(r)
	})
}

// buffered gives a writer of standard output and the function that ends it.
func buffered(w io.Writer) (*bufio.Writer, func(error) error) {
	out := bufio.NewWriterSize(w, 64<<10)
	return out, func(err error) error { return errors.Join(err, out.Flush()) }
}
