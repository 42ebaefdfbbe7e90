// Package schema is the vocabulary of the graph: namespaces, classes, how
// relations are named and which of them mean the same.
package schema

// Status says how an article holds a fact.
type Status string

// The statuses of a fact. Only asserted and inferred facts that are
// attributed to nobody have a direct edge in the graph.
const (
	Asserted Status = "asserted" // the article says so
	Claimed  Status = "claimed"  // somebody says so
	Doubted  Status = "doubted"  // somebody doubts it
	Denied   Status = "denied"   // somebody says that it is not so
	Negated  Status = "negated"  // the article says that it is not so
	Planned  Status = "planned"  // intended, agreed, ordered, expected: not yet so
	Possible Status = "possible" // may be so: modals, conditions, questions
	Inferred Status = "inferred" // follows from an asserted fact by a named rule
)
