package graph_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/quadwire/quadwire/graph"
)

// startCluster starts a PostgreSQL server on a socket in a folder of its own.
func startCluster() (url string, err error) {
	bin, err := exec.LookPath("initdb")
	if err != nil {
		found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
		if len(found) == 0 {
			return "", errors.New("no PostgreSQL: install it to test this store (.ci/run does), or name a server in QUADWIRE_TEST_POSTGRES")
		}
		bin = found[len(found)-1]
	}
	if bin, err = filepath.EvalSymlinks(bin); err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp("", "quadwire-pg-*")
	if err != nil {
		return "", err
	}
	graph.AtExit(func() { os.RemoveAll(folder) })
	// PostgreSQL does not run as root.
	as := &syscall.SysProcAttr{Pdeathsig: syscall.SIGINT}
	if os.Getuid() == 0 {
		who, err := user.Lookup("postgres")
		if err != nil {
			return "", err
		}
		uid, _ := strconv.ParseUint(who.Uid, 10, 32)
		gid, _ := strconv.ParseUint(who.Gid, 10, 32)
		as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(folder, int(uid), int(gid)); err != nil {
			return "", err
		}
	}
	data := filepath.Join(folder, "data")
	run := func(name string, args ...string) error {
		cmd := exec.Command(filepath.Join(filepath.Dir(bin), name), args...)
		cmd.Dir, cmd.SysProcAttr = folder, &syscall.SysProcAttr{Credential: as.Credential}
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, out)
		}
		return nil
	}
	if err := run("initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return "", err
	}
	if err := run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(folder, "log"), "-o", "-c listen_addresses='' -c unix_socket_directories='"+folder+"' -c shared_buffers=256MB -c max_wal_size=4GB", "start"); err != nil {
		return "", err
	}
	graph.AtExit(func() { run("pg_ctl", "-D", data, "-m", "immediate", "stop") }) //nolint:errcheck // it is only for tests
	return "postgres://test@/postgres?host=" + folder, nil
}
