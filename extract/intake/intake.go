// Package intake finds articles in files, folders and standard input, and
// reads them: bytes in, [extract.Article] out.
package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/intake/date"
)

// DefaultMaxSize is how many bytes an article may have. The longest features
// of newspapers stay below a tenth of it.
const DefaultMaxSize = 2 << 20

// Stdin is the name of standard input among inputs.
const Stdin = "-"

// Errors that say why an input is no article.
var (
	ErrEmpty    = errors.New("empty: there is no text in it")
	ErrBinary   = errors.New("not a text file: quadwire reads plain text in UTF-8")
	ErrTooLarge = errors.New("too large for an article")
)

// Options are the settings of reading; the zero value works.
type Options struct {
	MaxSize int64                  // in bytes, 0 is DefaultMaxSize
	Date    time.Time              // of articles that do not tell their own
	Stdin   io.Reader              // os.Stdin if nil
	Warn    func(source, s string) // is told what was mended, may be nil
}

// A Source is one input: a file, or standard input where Path is "-".
type Source struct {
	ID   string // of its article, "" for standard input: made of the text
	Path string
}

// Name is what to call a source when speaking to a person.
func (s Source) Name() string {
	if s.Path == Stdin {
		return "standard input"
	}
	return s.Path
}

// List finds the sources that inputs name: files, folders (all *.txt in them
// and below, by name) and "-". A file that is named twice counts once, and no
// two sources have the same ID. What cannot be found is in the error; the
// sources are good even so.
func List(inputs []string) ([]Source, error) {
	l := lister{paths: map[string]bool{}, ids: map[string]bool{}}
	for _, input := range inputs {
		if err := l.input(input); err != nil {
			l.errs = append(l.errs, err)
		}
	}
	return l.sources, errors.Join(l.errs...)
}

type lister struct {
	sources []Source
	paths   map[string]bool
	ids     map[string]bool
	errs    []error
}

func (l *lister) input(input string) error {
	if input == Stdin {
		if !l.paths[input] {
			l.paths[input] = true
			l.sources = append(l.sources, Source{Path: input})
		}
		return nil
	}
	if scheme, _, ok := strings.Cut(input, "://"); ok && (scheme == "http" || scheme == "https") {
		return fmt.Errorf("%s: quadwire does not fetch from the web yet: save the article's text in a file and name that", input)
	}
	info, err := os.Stat(input)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file or folder", input)
	case err != nil:
		return err
	case info.IsDir():
		return l.folder(input)
	case !info.Mode().IsRegular() && info.Mode()&(fs.ModeNamedPipe|fs.ModeCharDevice) == 0:
		return fmt.Errorf("%s: not a file", input)
	}
	l.file(input)
	return nil
}

func (l *lister) folder(root string) error {
	before := len(l.sources)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			l.errs = append(l.errs, err)
			return nil
		}
		if hidden := strings.HasPrefix(d.Name(), ".") && path != root; hidden && d.IsDir() {
			return fs.SkipDir
		} else if !hidden && !d.IsDir() && strings.EqualFold(filepath.Ext(path), ".txt") {
			l.file(path)
		}
		return nil
	})
	if err == nil && len(l.sources) == before {
		err = fmt.Errorf("%s: no *.txt in this folder that is not named already", root)
	}
	return err
}

func (l *lister) file(path string) {
	key := path
	if abs, err := filepath.Abs(path); err == nil {
		key = abs
	}
	if l.paths[key] {
		return
	}
	l.paths[key] = true
	id := ID(path)
	for n := 2; l.ids[id]; n++ {
		id = fmt.Sprintf("%s-%d", ID(path), n)
	}
	l.ids[id] = true
	l.sources = append(l.sources, Source{ID: id, Path: path})
}

// ID makes the identifier of an article from the name of its file: what is
// not a letter or digit of ASCII, ".", "_" or "-" becomes "-".
func ID(path string) string {
	name := filepath.Base(path)
	if ext := filepath.Ext(name); ext != name {
		name = strings.TrimSuffix(name, ext)
	}
	var b strings.Builder
	lost := false
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_':
			b.WriteRune(r)
		default:
			lost = lost || r > 0x7f
			if s := b.String(); s != "" && s[len(s)-1] != '-' {
				b.WriteByte('-')
			}
		}
	}
	id := strings.Trim(b.String(), "-.")
	if lost || id == "" { // keeps "新闻.txt" and "社会.txt" apart
		id = strings.Trim(id+"-"+digest([]byte(name))[:8], "-")
	}
	return id
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Read reads the article of a source. Errors name the source.
func (s Source) Read(o Options) (extract.Article, error) {
	raw, err := s.Bytes(o)
	if err != nil {
		return extract.Article{}, err
	}
	text, mended, err := Decode(raw, "")
	if err != nil {
		return extract.Article{}, fmt.Errorf("%s: %w", s.Name(), err)
	}
	if mended > 0 && o.Warn != nil {
		o.Warn(s.Name(), mendedNote(mended))
	}
	a := extract.Article{ID: s.ID, Text: text, SHA256: digest(raw), Date: date.Of(text)}
	if a.ID == "" {
		a.ID = "text-" + a.SHA256[:12]
	}
	if a.Date.IsZero() {
		a.Date = o.Date
	}
	return a, nil
}

// Bytes reads the bytes of a source, MaxSize at most.
func (s Source) Bytes(o Options) ([]byte, error) {
	limit := o.MaxSize
	if limit <= 0 {
		limit = DefaultMaxSize
	}
	in, err := s.Open(o)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	raw, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name(), err)
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("%s: %w: more than %d bytes: divide it into articles, or raise --max-size", s.Name(), ErrTooLarge, limit)
	}
	return raw, nil
}

// Open opens a source for reading.
func (s Source) Open(o Options) (io.ReadCloser, error) {
	switch {
	case s.Path != Stdin:
		return os.Open(s.Path)
	case o.Stdin != nil:
		return io.NopCloser(o.Stdin), nil
	}
	return io.NopCloser(os.Stdin), nil
}
