package intake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A File is a file that an input names.
type File struct {
	Path  string // "-" is standard input
	Found bool   // in a folder or by a pattern, not by its name
}

// Name is what to call a file when speaking to a person.
func (f File) Name() string {
	if f.Path == Stdin {
		return "standard input"
	}
	return f.Path
}

// Open opens a file for reading; what is compressed with gzip or Zstandard comes out
// plain.
func (f File) Open(o Options) (io.ReadCloser, error) {
	if f.Path == Stdin {
		return unpacked(io.NopCloser(o.stdin()))
	}
	in, err := os.Open(f.Path)
	if err != nil {
		return nil, err
	}
	return unpacked(in)
}

// Files goes through the files that inputs name: files, folders (all that may be
// articles in them and below, by name), patterns such as news/*.txt and news/**/*.txt, and "-". A file that is named
// twice counts once. What cannot be found is an error, with no file.
func Files(ctx context.Context, inputs []string) iter.Seq2[File, error] {
	return files(ctx, inputs, nil)
}

// files is Files, and tells of documents that are passed over.
func files(ctx context.Context, inputs []string, passed func(path string)) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		l := lister{ctx: ctx, seen: map[string]bool{}, yield: yield, passed: passed}
		for _, input := range inputs {
			if stopped(ctx) || !l.input(input) {
				return
			}
		}
	}
}

type lister struct {
	ctx    context.Context
	seen   map[string]bool
	yield  func(File, error) bool
	passed func(path string) // may be nil
	found  int               // files of the input
}

// input gives false where no more is wanted.
func (l *lister) input(input string) bool {
	if isWeb(input) {
		return l.yield(File{}, fmt.Errorf("%s: this command reads files: save it and name that", input))
	}
	if input == Stdin {
		return l.file(File{Path: input})
	}
	info, err := os.Stat(input)
	if scheme, _, ok := strings.Cut(input, "://"); ok && err != nil {
		return l.yield(File{}, fmt.Errorf("%s: %s is not http or https, from where one can fetch, and there is no such file", input, scheme))
	}
	if errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(input, "*?[") {
		return l.pattern(input)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return l.yield(File{}, fmt.Errorf("%s: there is no such file or folder", input))
	case err != nil:
		return l.yield(File{}, err)
	case info.IsDir():
		return l.folder(input)
	case !info.Mode().IsRegular() && info.Mode()&(fs.ModeNamedPipe|fs.ModeCharDevice) == 0:
		return l.yield(File{}, fmt.Errorf("%s: not a file", input))
	}
	return l.file(File{Path: input})
}

func (l *lister) pattern(pattern string) bool {
	paths, err := doublestar.FilepathGlob(pattern)
	if base := filepath.Base(pattern); !strings.HasPrefix(base, ".") { // as shells do
		paths = slices.DeleteFunc(paths, func(path string) bool {
			return strings.HasPrefix(filepath.Base(path), ".") && filepath.Base(path) != base
		})
	}
	if err == nil && len(paths) == 0 {
		err = errors.New("no file has such a name")
	}
	if err != nil {
		return l.yield(File{}, fmt.Errorf("%s: %w", pattern, err))
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			if !l.folder(path) {
				return false
			}
		} else if !l.file(File{Path: path, Found: true}) {
			return false
		}
	}
	return true
}

// folder gives the files of a folder, but for hidden ones, those that are
// never articles, and what browsers save beside a page.
func (l *lister) folder(root string) bool {
	l.found = 0
	return l.walk(root, map[string]bool{})
}

// walk is folder of a root and of what links below it lead to; within has the folders that it is in.
func (l *lister) walk(root string, within map[string]bool) bool {
	if real, err := filepath.EvalSymlinks(root); err == nil {
		if within[real] {
			return true // a link back
		}
		within[real] = true
		defer delete(within, real)
	}
	more := true
	if info, err := os.Lstat(root); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		root += string(filepath.Separator) // goes through the link
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !d.Type().IsRegular() && !strings.HasPrefix(d.Name(), ".") { // a link, a pipe, a socket
			info, err := os.Stat(path)
			switch {
			case err != nil:
				more = l.yield(File{}, err)
			case info.IsDir():
				more = l.walk(path, within)
			case info.Mode().IsRegular() && !never[strings.ToLower(filepath.Ext(path))]:
				more = l.file(File{Path: path, Found: true})
			}
			if !more || stopped(l.ctx) {
				return fs.SkipAll
			}
			return nil
		}
		switch {
		case stopped(l.ctx):
			return fs.SkipAll
		case err != nil:
			more = l.yield(File{}, err)
		case strings.HasPrefix(d.Name(), ".") && path != root, d.IsDir() && besidePage(path):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && !never[strings.ToLower(filepath.Ext(path))]:
			more = l.file(File{Path: path, Found: true})
		case !d.IsDir() && l.passed != nil && documents[strings.ToLower(filepath.Ext(path))]:
			l.passed(path)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	if more && err == nil && l.found == 0 && len(within) <= 1 {
		err = fmt.Errorf("%s: there is nothing in this folder that quadwire reads", root)
	}
	if err != nil && more {
		return l.yield(File{}, err)
	}
	return more
}

// besidePage tells whether a folder is what a browser saved with a page:
// "Lee visits Beijing_files" beside "Lee visits Beijing.html".
func besidePage(folder string) bool {
	name, ok := strings.CutSuffix(folder, "_files")
	if !ok {
		return false
	}
	for _, ext := range []string{".html", ".htm"} {
		if _, err := os.Stat(name + ext); err == nil {
			return true
		}
	}
	return false
}

// never are the endings of files that are passed over in folders.
var never = map[string]bool{}

// documents are the endings of those of them that may hold an article all the same.
var documents = map[string]bool{".pdf": true, ".doc": true, ".docx": true, ".odt": true, ".epub": true, ".rtf": true, ".xls": true, ".xlsx": true, ".ods": true, ".ppt": true, ".pptx": true}

func init() {
	for ext := range strings.FieldsSeq(`.jpg .jpeg .png .gif .webp .svg .ico .bmp .tif .tiff .css .js .mjs .map .woff .woff2 .ttf .otf .eot .mp3 .mp4 .m4a .mov
		.avi .webm .ogg .wav .pdf .rtf .doc .docx .xls .xlsx .ppt .pptx .odt .ods .epub .exe .dll .so .bin .db .sqlite .bolt .nq .nt .ttl .conllu
		.toml .yaml .yml .ini .lock .log .go .py .sh .c .h .java .rs .part .tmp .bak`) {
		never[ext] = true
	}
}

func (l *lister) file(f File) bool {
	key := f.Path
	if abs, err := filepath.Abs(f.Path); err == nil && f.Path != Stdin {
		key = digest([]byte(abs))[:16]
	}
	if l.seen[key] {
		return true
	}
	l.seen[key] = true
	l.found++
	return l.yield(f, nil)
}

// head is how many bytes tell what a file is.
const head = 4096

const bufferSize = 64 << 10

// buffered gives a reader and the first bytes of what it reads.
func buffered(in io.Reader) (*bufio.Reader, []byte) {
	b := bufio.NewReaderSize(in, bufferSize)
	start, _ := b.Peek(head) // an error comes again when it is read
	return b, start
}
