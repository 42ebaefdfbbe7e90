//go:build unix

package intake_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOddFiles: pipes in a folder are passed over, links to folders are followed, but not in circles.
func TestOddFiles(t *testing.T) {
	root := t.TempDir()
	in := func(name string) string { return filepath.Join(root, name) }
	write(t, in("news/a.txt"), "Lee arrived.")
	write(t, in("other/b.txt"), "Lee left.")
	for _, err := range []error{syscall.Mkfifo(in("news/pipe.txt"), 0o600), os.Symlink(in("other"), in("news/more")), os.Symlink(in("news"), in("news/circle"))} {
		if err != nil {
			t.Skip("no pipes or links here:", err)
		}
	}
	got, err := names(t, in("news"))
	if diff := cmp.Diff(map[string]string{in("news/a.txt"): "a", in("news/more/b.txt"): "b"}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}
