package graph

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/cayleygraph/cayley/graph/kv"
	cproto "github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	bolt "go.etcd.io/bbolt"
	"google.golang.org/protobuf/proto"
)

// Cayley's layout of a store of keys and values (its package graph/kv, version
// 2), in buckets:
//
//	meta   "size", "horizon" (the last number given out), "indexes", "version"
//	log    number -> value or quad (protobuf)
//	vXY    hash of a value that starts with XY -> its number
//	nXY    the same -> how many places in quads it has
//	sp, ops, c ...   an index: numbers of values -> numbers of quads

// readIndexes gives the indexes that a store has.
func readIndexes(tx *bolt.Tx) (list []kv.QuadIndex, err error) {
	meta := tx.Bucket([]byte("meta"))
	if meta == nil {
		return nil, errors.New("it has no list of indexes: remove the store and build it again")
	}
	if err := json.Unmarshal(meta.Get([]byte("indexes")), &list); err != nil {
		return nil, fmt.Errorf("its list of indexes cannot be read: %w: remove the store and build it again", err)
	}
	return list, nil
}

func logKey(id uint64) []byte { return binary.BigEndian.AppendUint64(nil, id) }

// readEntry reads an entry of the log; it is not there where it was removed.
func readEntry(log *bolt.Bucket, id uint64, p *cproto.Primitive) (there bool, err error) {
	data := log.Get(logKey(id))
	if data == nil {
		return false, nil
	}
	proto.Reset(p)
	if err := proto.Unmarshal(data, p); err != nil {
		return false, fmt.Errorf("entry %d of the store cannot be read: %w: the file is damaged", id, err)
	}
	return !p.Deleted, nil
}

// readValue gives the value of a number that is part of a quad.
func readValue(log *bolt.Bucket, id uint64) (quad.Value, error) {
	var p cproto.Primitive
	there, err := readEntry(log, id, &p)
	if err != nil {
		return nil, err
	}
	if there {
		v, err := pquads.UnmarshalValue(p.Value)
		if err == nil && v != nil {
			return v, nil
		}
	}
	return nil, fmt.Errorf("value %d of the store is not there or cannot be read: the file is damaged", id)
}

func valueBucket(kind byte, hash refs.ValueHash) []byte { return []byte{kind, hash[0], hash[1]} }

// readUses gives in how many places of quads a value is.
func readUses(tx *bolt.Tx, v quad.Value) int64 {
	hash := refs.HashOf(v)
	counts := tx.Bucket(valueBucket('n', hash))
	if counts == nil {
		return 0
	}
	n, _ := binary.Uvarint(counts.Get(hash[:]))
	return int64(n)
}

// readPostings reads a list of an index.
func readPostings(data []byte) ([]uint64, error) {
	var ids []uint64
	for len(data) > 0 {
		id, n := binary.Uvarint(data)
		if n <= 0 {
			return nil, errors.New("an index of the store cannot be read: the file is damaged")
		}
		ids, data = append(ids, id), data[n:]
	}
	return ids, nil
}
