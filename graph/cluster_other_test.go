//go:build !linux

package graph_test

import "errors"

func startCluster() (string, error) {
	return "", errors.New("tests start PostgreSQL on Linux only: name a server in QUADWIRE_TEST_POSTGRES")
}
