package intake

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// table goes through a table, in which each row behind the first is an article and the first row names
// what the columns have. The columns are divided by commas, semicolons or tabs.
func (e *enumerator) table(s source, in io.Reader) bool {
	b, start := buffered(in)
	bounds := &rowReader{in: b, most: e.o.maxSize() * markupFactor}
	rows := csv.NewReader(bounds)
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord = divider(start), true, -1
	head, err := rows.Read()
	if err != nil {
		return e.failed(s.name, fmt.Errorf("this looks like a table but has no first row: %w", err))
	}
	if s.found && e.o.Fields["text"] == "" && !columns(head)["text"] {
		if e.o.Warn != nil {
			e.o.Warn(s.name, "passed over: no column of this table is called as texts are (name it, as --field text=COLUMN)")
		}
		return true
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	for n := 1; ; n++ {
		if stopped(e.ctx) {
			return false
		}
		bounds.read = 0
		row, err := rows.Read()
		name := fmt.Sprintf("%s: row %d", s.name, n)
		switch {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return e.failed(name, err)
		}
		m := make(map[string]string, len(head))
		for i, v := range row {
			if i < len(head) && head[i] != "" {
				m[head[i]] = v
			}
		}
		raw, err := json.Marshal(m)
		if err != nil {
			return e.failed(name, err)
		}
		if !e.object(s, name, strconv.Itoa(n), raw, true) {
			return false
		}
	}
}

// divider is the sign that divides the columns of a table, by its first line.
func divider(start []byte) rune {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, r := range ";\t" {
		if n := bytes.Count(line, []byte(string(r))); n > most {
			best, most = r, n
		}
	}
	return best
}

// isTable reports whether a text begins with the first row of a table that has a column for texts.
func isTable(text []byte) bool {
	line, _, more := bytes.Cut(text, []byte("\n"))
	if !more || len(line) > 2000 {
		return false
	}
	names := strings.Split(string(bytes.TrimSpace(line)), string(divider(line)))
	if len(names) < 2 {
		return false
	}
	for i, name := range names {
		names[i] = strings.Trim(strings.TrimSpace(name), `"`)
		if name == "" || len(name) > 40 || len(strings.Fields(name)) > 3 {
			return false
		}
	}
	has := columns(names)
	return has["text"] && (has["headline"] || has["url"] || has["date"] || has["id"])
}

// columns are the keys of [Fields] for which a table has a column with a usual name.
func columns(head []string) map[string]bool {
	m := map[string]any{}
	for _, name := range head {
		m[strings.TrimPrefix(name, "\ufeff")] = "x"
	}
	has := map[string]bool{}
	for key, names := range usual {
		has[key] = firstIn(m, names, "") != ""
	}
	return has
}

// A rowReader ends a row that is longer than most bytes.
type rowReader struct {
	in         io.Reader
	read, most int64
}

func (r *rowReader) Read(p []byte) (int, error) {
	if r.read > r.most {
		return 0, tooLarge(r.most)
	}
	n, err := r.in.Read(p)
	r.read += int64(n)
	return n, err
}
