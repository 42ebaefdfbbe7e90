package graph

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Flavors of SQL for Cayley: the tables of its own "postgres" and "cockroach",
// through one driver.
const (
	postgresFlavor  = "quadwire-postgres"
	cockroachFlavor = "quadwire-cockroach"
)

func init() {
	flavor := csql.Registration{
		Driver: "pgx", HashType: "BYTEA", BytesType: "BYTEA", HorizonType: "BIGSERIAL", TimeType: "timestamp with time zone",
		QueryDialect: csql.QueryDialect{
			RegexpOp:    "~",
			FieldQuote:  func(name string) string { return pgx.Identifier{name}.Sanitize() },
			Placeholder: func(n int) string { return fmt.Sprintf("$%d", n) },
		},
		Error: func(err error) error { return err },
	}
	postgres := flavor
	postgres.ConditionalIndexes, postgres.FillFactor = true, true
	csql.Register(postgresFlavor, postgres)
	cockroach := postgres // whose partial indexes it has by now
	cockroach.FillFactor, cockroach.NoForeignKeys, cockroach.NoSchemaChangesInTx = false, true, true
	cockroach.NodesTableExtra = "FAMILY fhash (hash), FAMILY frefs (refs), FAMILY fvalue (value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float, value_time)"
	csql.Register(cockroachFlavor, cockroach)
}

// pgCode is the SQLSTATE of an error, "" for none.
func pgCode(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// openSQL opens a store in PostgreSQL or CockroachDB, and makes its tables
// where they are missing.
func (s *Store) openSQL(ctx context.Context) error {
	c := s.config
	u, err := url.Parse(c.Path)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return fmt.Errorf("a store in %s needs the URL of its database, such as postgres://user@localhost/news, with %% written as %%25 in a password", c.Backend)
	}
	flavor := postgresFlavor
	if c.Backend == Cockroach {
		flavor = cockroachFlavor
	}
	db, err := sql.Open("pgx", c.Path)
	if err != nil {
		return s.failed(err)
	}
	defer func() {
		if err != nil {
			db.Close()
		}
	}()
	var tables int
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM information_schema.tables WHERE table_name IN ('nodes', 'quads') AND table_schema = current_schema()").Scan(&tables)
	switch {
	case err != nil:
		return s.failed(err)
	case tables == 0 && c.ReadOnly:
		err = fmt.Errorf("%w at %s: make one with quadwire build", ErrNoStore, c.Where())
		return err
	case tables == 0:
		if err = csql.Init(flavor, c.Path, nil); err != nil {
			return s.failed(err)
		}
	}
	if !c.ReadOnly {
		for _, create := range []string{"CREATE INDEX IF NOT EXISTS quads_label ON quads (label_hash)", createLedger} {
			if _, err = db.ExecContext(ctx, create); err != nil {
				return s.failed(err)
			}
		}
	}
	quads, err := csql.New(flavor, c.Path, nil)
	if err != nil {
		return s.failed(err)
	}
	s.sql = db
	s.setCayley(sqlStore{quads.(*csql.QuadStore), db})
	s.writer = sqlWriter{db: db, lock: c.Backend == Postgres, noSync: c.NoSync && c.Backend == Postgres}
	return nil
}

// A sqlStore is Cayley's store in SQL. Its shapes know their store, so that
// others may stand between it and a query.
type sqlStore struct {
	*csql.QuadStore
	db *sql.DB
}

// Close closes the connections of both.
func (s sqlStore) Close() error { return errors.Join(s.QuadStore.Close(), s.db.Close()) }

// ValueOf finds a value; Cayley's takes all for known.
func (s sqlStore) ValueOf(v quad.Value) (cayley.Ref, error) {
	h := refs.HashOf(sqlValue(v))
	var there bool
	err := s.db.QueryRow("SELECT EXISTS (SELECT FROM nodes WHERE hash = $1)", h[:]).Scan(&there)
	if err != nil || !there {
		return nil, err
	}
	return csql.NodeHash{ValueHash: h}, nil
}

// A sqlPlan is a query in SQL.
type sqlPlan struct {
	csql.Select
	store *csql.QuadStore
}

func (p sqlPlan) BuildIterator(cayley.QuadStore) iterator.Shape {
	return p.Select.BuildIterator(p.store)
}

func (p sqlPlan) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return p, false }

// OptimizeShape makes SQL of what can be SQL. The optimizer gets the queries
// below a shape as it knows them.
func (s sqlStore) OptimizeShape(ctx context.Context, sh shape.Shape) (shape.Shape, bool) {
	out, changed := s.QuadStore.OptimizeShape(ctx, parts(sh, func(part shape.Shape) shape.Shape {
		if p, ok := part.(sqlPlan); ok {
			return p.Select
		}
		return part
	}))
	plan := func(part shape.Shape) shape.Shape {
		if sel, ok := part.(csql.Select); ok {
			return sqlPlan{sel, s.QuadStore}
		}
		return part
	}
	if !changed {
		return sh, false
	}
	return plan(parts(out, plan)), true
}

// parts changes the shapes directly below one that the optimizer knows.
func parts(sh shape.Shape, change func(shape.Shape) shape.Shape) shape.Shape {
	switch x := sh.(type) {
	case shape.Filter:
		x.From = change(x.From)
		return x
	case shape.Save:
		x.From = change(x.From)
		return x
	case shape.Page:
		x.From = change(x.From)
		return x
	case shape.NodesFrom:
		x.Quads = change(x.Quads)
		return x
	case shape.Quads:
		x = slices.Clone(x)
		for i := range x {
			x[i].Values = change(x[i].Values)
		}
		return x
	case shape.Intersect:
		x = slices.Clone(x)
		for i := range x {
			x[i] = change(x[i])
		}
		return x
	}
	return sh
}

// A sqlWriter writes Cayley's tables, any change in one transaction and many
// rows in one statement:
//
//	nodes  hash of a value -> the value in the column of its kind, and how many places in quads it has
//	quads  hashes of subject, predicate, object and label
type sqlWriter struct {
	db     *sql.DB
	lock   bool // one writer at a time; CockroachDB has other means
	noSync bool
}

// sqlBatch is how many rows go into a statement.
const sqlBatch = 10_000

type quadHash [4]refs.ValueHash

func hashQuad(q quad.Quad) (h quadHash) {
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v != nil {
			h[i] = refs.HashOf(sqlValue(v))
		}
	}
	return h
}

// sqlValue is a value as the tables can keep it: times to the microsecond, texts
// without the character NUL.
func sqlValue(v quad.Value) quad.Value {
	text := func(s string) string { return strings.ReplaceAll(s, "\x00", "\uFFFD") }
	switch v := v.(type) {
	case quad.Time:
		return quad.Time(time.Time(v).UTC().Truncate(time.Microsecond))
	case quad.IRI:
		return quad.IRI(text(string(v)))
	case quad.BNode:
		return quad.BNode(text(string(v)))
	case quad.String:
		return quad.String(text(string(v)))
	case quad.LangString:
		return quad.LangString{Value: quad.String(text(string(v.Value))), Lang: text(v.Lang)}
	case quad.TypedString:
		return quad.TypedString{Value: quad.String(text(string(v.Value))), Type: quad.IRI(text(string(v.Type)))}
	}
	return v
}

func (w sqlWriter) replace(ctx context.Context, graphs []labelled) error {
	added, removed, err := w.update(ctx, func(tx *sqlTx) error {
		graphs := joined(graphs)
		var labels [][]byte
		wanted := map[quadHash]bool{}
		for _, g := range graphs {
			if !g.more {
				h := refs.HashOf(g.label)
				labels = append(labels, h[:])
			}
			for _, q := range g.quads {
				wanted[tx.know(q)] = true
			}
		}
		var gone []quadHash
		rows, err := tx.QueryContext(ctx, "SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads WHERE label_hash = ANY($1)", labels)
		if err == nil {
			err = eachHash(rows, func(h quadHash) {
				if wanted[h] {
					delete(wanted, h)
				} else {
					gone = append(gone, h)
				}
			})
		}
		if err != nil {
			return err
		}
		if err := tx.change(ctx, slices.Collect(maps.Keys(wanted)), gone); err != nil {
			return err
		}
		return keepNotes(&sqlLedger{ctx: ctx, tx: tx}, graphs)
	})
	if err == nil && added+removed >= analyzeAfter {
		// The database plans by what it knows of its tables; it would look itself, but later.
		for _, table := range []string{"nodes", "quads"} {
			w.db.ExecContext(ctx, "ANALYZE "+table) //nolint:errcheck // it works without
		}
	}
	return err
}

// analyzeAfter is how many quads a change must have for that.
const analyzeAfter = 50_000

func (w sqlWriter) change(ctx context.Context, add, remove []quad.Quad) (added, removed int, err error) {
	return w.update(ctx, func(tx *sqlTx) error {
		set := map[quadHash]bool{}
		for _, q := range add {
			set[tx.know(q)] = true
		}
		var gone []quadHash
		for _, q := range remove {
			gone = append(gone, hashQuad(q))
		}
		if err := tx.change(ctx, slices.Collect(maps.Keys(set)), gone); err != nil {
			return err
		}
		return dropNotes(&sqlLedger{ctx: ctx, tx: tx}, remove)
	})
}

// update runs a change in a transaction, again where the database asks for it.
func (w sqlWriter) update(ctx context.Context, do func(*sqlTx) error) (added, removed int, err error) {
	for pause := 10 * time.Millisecond; ; pause *= 2 {
		added, removed, err = w.once(ctx, do)
		if code := pgCode(err); code != "40001" && code != "40P01" || pause > 5*time.Second {
			return added, removed, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return 0, 0, ctx.Err()
		}
	}
}

func (w sqlWriter) once(ctx context.Context, do func(*sqlTx) error) (added, removed int, err error) {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, 0, err
	}
	defer tx.Rollback() //nolint:errcheck // an error after the commit
	if w.lock {
		_, err = tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.quads'))")
	}
	if err == nil && w.noSync {
		_, err = tx.ExecContext(ctx, "SET LOCAL synchronous_commit = off")
	}
	t := &sqlTx{Tx: tx, values: map[refs.ValueHash]quad.Value{}, uses: map[refs.ValueHash]int64{}}
	if err == nil {
		err = do(t)
	}
	if err == nil {
		err = t.flush(ctx)
	}
	if err != nil {
		return 0, 0, err
	}
	return t.added, t.removed, tx.Commit()
}

// A sqlTx is a change on its way.
type sqlTx struct {
	*sql.Tx
	values         map[refs.ValueHash]quad.Value
	uses           map[refs.ValueHash]int64 // places more or less
	added, removed int
}

// know remembers the values of a quad and gives its hash.
func (t *sqlTx) know(q quad.Quad) quadHash {
	h := hashQuad(q)
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v != nil {
			t.values[h[i]] = sqlValue(v)
		}
	}
	return h
}

func (t *sqlTx) use(h quadHash, n int64) {
	for _, v := range h {
		if v.Valid() {
			t.uses[v] += n
		}
	}
}

// change adds quads of known values and removes others.
func (t *sqlTx) change(ctx context.Context, add, remove []quadHash) error {
	if err := t.insertNodes(ctx); err != nil {
		return err
	}
	for _, rows := range [][]quadHash{add, remove} {
		slices.SortFunc(rows, func(a, b quadHash) int { return compareHashes(a, b) })
	}
	for batch := range slices.Chunk(add, sqlBatch) {
		s, p, o, l := columns(batch)
		rows, err := t.QueryContext(ctx, `INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash, ts)
			SELECT s, p, o, l, now() FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bytea[]) AS n (s, p, o, l)
			ON CONFLICT DO NOTHING RETURNING subject_hash, predicate_hash, object_hash, label_hash`, s, p, o, l)
		if err == nil {
			err = eachHash(rows, func(h quadHash) { t.added++; t.use(h, 1) })
		}
		if err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(remove, sqlBatch) {
		s, p, o, l := columns(batch)
		for _, same := range []string{"q.label_hash = g.l", "g.l IS NULL AND q.label_hash IS NULL"} {
			rows, err := t.QueryContext(ctx, `DELETE FROM quads AS q USING unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bytea[]) AS g (s, p, o, l)
				WHERE q.subject_hash = g.s AND q.predicate_hash = g.p AND q.object_hash = g.o AND `+same+`
				RETURNING q.subject_hash, q.predicate_hash, q.object_hash, q.label_hash`, s, p, o, l)
			if err == nil {
				err = eachHash(rows, func(h quadHash) { t.removed++; t.use(h, -1) })
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func compareHashes(a, b quadHash) int {
	for i := range a {
		if c := slices.Compare(a[i][:], b[i][:]); c != 0 {
			return c
		}
	}
	return 0
}

// columns are the hashes of quads by direction, nil for no label.
func columns(rows []quadHash) (s, p, o, l [][]byte) {
	for i := range rows {
		h := &rows[i]
		s, p, o = append(s, h[0][:]), append(p, h[1][:]), append(o, h[2][:])
		if h[3].Valid() {
			l = append(l, h[3][:])
		} else {
			l = append(l, nil)
		}
	}
	return s, p, o, l
}

// eachHash reads rows of four hashes and closes them.
func eachHash(rows *sql.Rows, do func(quadHash)) error {
	defer rows.Close()
	for rows.Next() {
		var n [4]csql.NodeHash
		if err := rows.Scan(&n[0], &n[1], &n[2], &n[3]); err != nil {
			return err
		}
		do(quadHash{n[0].ValueHash, n[1].ValueHash, n[2].ValueHash, n[3].ValueHash})
	}
	return rows.Err()
}

// A nodeRow is a value in the columns of the table of nodes.
type nodeRow struct {
	hash   []byte
	binary []byte
	text   *string
	kind   *string // datatype
	lang   *string
	iri    *bool
	bnode  *bool
	whole  *int64
	truth  *bool
	number *float64
	moment *time.Time
}

func newNodeRow(h refs.ValueHash, v quad.Value) (r nodeRow, err error) {
	yes := true
	r.hash = h[:]
	text := func(s string) *string { return &s }
	switch v := v.(type) {
	case quad.IRI:
		r.text, r.iri = text(string(v)), &yes
	case quad.BNode:
		r.text, r.bnode = text(string(v)), &yes
	case quad.String:
		r.text = text(string(v))
	case quad.TypedString:
		r.text, r.kind = text(string(v.Value)), text(string(v.Type))
	case quad.LangString:
		r.text, r.lang = text(string(v.Value)), text(v.Lang)
	case quad.Int:
		n := int64(v)
		r.whole = &n
	case quad.Bool:
		b := bool(v)
		r.truth = &b
	case quad.Float:
		f := float64(v)
		r.number = &f
	case quad.Time:
		t := time.Time(v)
		r.moment = &t
	default:
		r.binary, err = pquads.MarshalValue(v)
	}
	return r, err
}

// insertNodes puts the known values into the table, with no places yet.
func (t *sqlTx) insertNodes(ctx context.Context) error {
	hashes := slices.SortedFunc(maps.Keys(t.values), func(a, b refs.ValueHash) int { return slices.Compare(a[:], b[:]) })
	for batch := range slices.Chunk(hashes, sqlBatch) {
		rows := make([]nodeRow, len(batch))
		for i, h := range batch {
			var err error
			if rows[i], err = newNodeRow(h, t.values[h]); err != nil {
				return err
			}
		}
		_, err := t.ExecContext(ctx, `INSERT INTO nodes (refs, hash, value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float, value_time)
			SELECT 0, * FROM unnest($1::bytea[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[], $8::bigint[], $9::bool[], $10::float8[], $11::timestamptz[])
			ON CONFLICT (hash) DO NOTHING`,
			column(rows, func(r nodeRow) []byte { return r.hash }), column(rows, func(r nodeRow) []byte { return r.binary }),
			column(rows, func(r nodeRow) *string { return r.text }), column(rows, func(r nodeRow) *string { return r.kind }), column(rows, func(r nodeRow) *string { return r.lang }),
			column(rows, func(r nodeRow) *bool { return r.iri }), column(rows, func(r nodeRow) *bool { return r.bnode }), column(rows, func(r nodeRow) *int64 { return r.whole }),
			column(rows, func(r nodeRow) *bool { return r.truth }), column(rows, func(r nodeRow) *float64 { return r.number }), column(rows, func(r nodeRow) *time.Time { return r.moment }))
		if err != nil {
			return err
		}
	}
	return nil
}

func column[T any](rows []nodeRow, get func(nodeRow) T) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = get(r)
	}
	return out
}

// flush counts the places of values and takes those out that have none.
func (t *sqlTx) flush(ctx context.Context) error {
	for h := range t.values {
		t.uses[h] += 0 // those that no quad took
	}
	hashes := slices.SortedFunc(maps.Keys(t.uses), func(a, b refs.ValueHash) int { return slices.Compare(a[:], b[:]) })
	for batch := range slices.Chunk(hashes, sqlBatch) {
		var changed, fewer [][]byte
		var by []int64
		for i := range batch {
			h := batch[i][:]
			if n := t.uses[batch[i]]; n != 0 {
				changed, by = append(changed, h), append(by, n)
			}
			if t.uses[batch[i]] <= 0 {
				fewer = append(fewer, h)
			}
		}
		if _, err := t.ExecContext(ctx, "UPDATE nodes SET refs = nodes.refs + c.n FROM unnest($1::bytea[], $2::bigint[]) AS c (h, n) WHERE nodes.hash = c.h", changed, by); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, "DELETE FROM nodes WHERE hash = ANY($1) AND refs <= 0", fewer); err != nil {
			return err
		}
	}
	return nil
}

// sqlDirections are the columns of the table of quads.
var sqlDirections = map[quad.Direction]string{
	quad.Subject: "subject_hash", quad.Predicate: "predicate_hash", quad.Object: "object_hash", quad.Label: "label_hash",
}

// matchSQL gives the quads with a value in a direction, all for quad.Any.
func (s *Store) matchSQL(ctx context.Context, d quad.Direction, v quad.Value) (quads []quad.Quad, err error) {
	err = s.readSQL(ctx, func(r sqlReader) error {
		if d == quad.Any {
			quads, err = r.quads(ctx, "true")
			return err
		}
		h := refs.HashOf(sqlValue(v))
		quads, err = r.quads(ctx, sqlDirections[d]+" = $1", h[:])
		return err
	})
	return quads, err
}

// A sqlReader reads the tables as they are at one moment.
type sqlReader struct{ *sql.Tx }

func (s *Store) readSQL(ctx context.Context, do func(sqlReader) error) error {
	tx, err := s.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was changed
	return do(sqlReader{tx})
}

// quads gives the quads of a condition.
func (r sqlReader) quads(ctx context.Context, where string, args ...any) ([]quad.Quad, error) {
	rows, err := r.QueryContext(ctx, "SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads WHERE "+where+" ORDER BY horizon", args...)
	if err != nil {
		return nil, err
	}
	var hashes []quadHash
	values := map[refs.ValueHash]quad.Value{}
	err = eachHash(rows, func(h quadHash) {
		hashes = append(hashes, h)
		for _, v := range h {
			if v.Valid() {
				values[v] = nil
			}
		}
	})
	if err == nil {
		err = r.nodes(ctx, values)
	}
	out := make([]quad.Quad, len(hashes))
	for i, h := range hashes {
		out[i] = quad.Quad{Subject: values[h[0]], Predicate: values[h[1]], Object: values[h[2]], Label: values[h[3]]}
	}
	return out, err
}

// eachLabel reads rows of one hash and closes them.
func eachLabel(rows *sql.Rows, values map[refs.ValueHash]quad.Value) error {
	defer rows.Close()
	for rows.Next() {
		var h csql.NodeHash
		if err := rows.Scan(&h); err != nil {
			return err
		}
		values[h.ValueHash] = nil
	}
	return rows.Err()
}

// nodes finds the values of hashes.
func (r sqlReader) nodes(ctx context.Context, values map[refs.ValueHash]quad.Value) error {
	hashes := slices.Collect(maps.Keys(values))
	for batch := range slices.Chunk(hashes, 50_000) {
		list := make([][]byte, len(batch))
		for i := range batch {
			list[i] = batch[i][:]
		}
		rows, err := r.QueryContext(ctx, `SELECT hash, value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float, value_time
			FROM nodes WHERE hash = ANY($1)`, list)
		if err != nil {
			return err
		}
		if err := scanNodes(rows, values); err != nil {
			return err
		}
	}
	return nil
}

func scanNodes(rows *sql.Rows, values map[refs.ValueHash]quad.Value) error {
	defer rows.Close()
	for rows.Next() {
		var h csql.NodeHash
		var r nodeRow
		if err := rows.Scan(&h, &r.binary, &r.text, &r.kind, &r.lang, &r.iri, &r.bnode, &r.whole, &r.truth, &r.number, &r.moment); err != nil {
			return err
		}
		v, err := r.value()
		if err != nil {
			return err
		}
		values[h.ValueHash] = v
	}
	return rows.Err()
}

func (r nodeRow) value() (quad.Value, error) {
	switch {
	case r.text != nil && r.iri != nil:
		return quad.IRI(*r.text), nil
	case r.text != nil && r.bnode != nil:
		return quad.BNode(*r.text), nil
	case r.text != nil && r.lang != nil:
		return quad.LangString{Value: quad.String(*r.text), Lang: *r.lang}, nil
	case r.text != nil && r.kind != nil:
		return quad.TypedString{Value: quad.String(*r.text), Type: quad.IRI(*r.kind)}, nil
	case r.text != nil:
		return quad.String(*r.text), nil
	case r.whole != nil:
		return quad.Int(*r.whole), nil
	case r.truth != nil:
		return quad.Bool(*r.truth), nil
	case r.number != nil:
		return quad.Float(*r.number), nil
	case r.moment != nil:
		return quad.Time(r.moment.UTC()), nil
	}
	return pquads.UnmarshalValue(r.binary)
}

// hidePassword leaves the password out of the URL of a database.
func hidePassword(path string) string {
	if u, err := url.Parse(path); err == nil && u.User != nil {
		return u.Redacted()
	}
	return path
}
