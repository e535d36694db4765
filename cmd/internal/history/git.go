package history

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The bounds of what git may do: how long one command may take, and how many bytes of a log are read.
const (
	maxTime = 30 * time.Second
	maxLog  = 16 << 20
)

// neutral are the arguments before every command. A repository's own configuration is a stranger's: it may name programs that git would run, and
// formats that it would write. Whatever could run is set to nothing; what shapes the output is set to what is read here.
var neutral = []string{
	"--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs",
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.sshCommand=false", "-c", "core.alternateRefsCommand=",
	"-c", "credential.helper=", "-c", "protocol.allow=never", "-c", "log.showSignature=false", "-c", "gpg.program=false", "-c", "log.follow=false", "-c", "log.showRoot=true",
	"-c", "diff.orderFile=/dev/null", "-c", "diff.relative=false", "-c", "diff.ignoreSubmodules=all", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
}

// environment is that of git: what it needs to find itself and its user's configuration, which may say that a folder of another user is trusted, and
// nothing that a hook or a shell has set to lead it elsewhere. Nothing is fetched, not even an object that a partial clone lacks.
func environment() []string {
	env := []string{
		"GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_OPTIONAL_LOCKS=0", "GIT_GRAFT_FILE=/dev/null/none",
		"GIT_ATTR_NOSYSTEM=1", "GIT_CONFIG_COUNT=0", "LC_ALL=C",
	}
	for _, name := range []string{"PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SYSTEMROOT", "SystemRoot", "TMPDIR", "TEMP", "TMP", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// git is the command, in a folder.
type git struct {
	program, dir string
}

var errTooLong = errors.New("git took longer than 30 seconds")

// run returns what a command writes, at most so many bytes.
func (g git) run(ctx context.Context, most int64, input io.Reader, args ...string) ([]byte, error) {
	ctx, stop := context.WithTimeoutCause(ctx, maxTime, errTooLong)
	defer stop()
	cmd := g.command(ctx, args...)
	cmd.Stdin = input
	var problem bytes.Buffer
	cmd.Stderr = &limitedBuffer{Buffer: &problem, most: 4 << 10}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(out, most))
	if int64(len(data)) == most {
		stop() // the rest is not wanted
		_ = cmd.Wait()
		return data, nil
	}
	if waited := cmd.Wait(); waited != nil {
		err = waited
	}
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	if err != nil {
		return data, fmt.Errorf("git %s: %s", args[0], reason(problem.String(), err.Error()))
	}
	return data, nil
}

func (g git) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, g.program, append(slices.Clip(neutral), args...)...) //nolint:gosec // the program is git, the arguments are this file's
	cmd.Dir, cmd.Env, cmd.WaitDelay = g.dir, environment(), time.Second
	return cmd
}

// reason is the line of what git complains about that says why.
func reason(text, other string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "fatal: ") || strings.HasPrefix(line, "error: ") {
			return line
		}
	}
	return other
}

// limitedBuffer keeps the first bytes of what is written.
type limitedBuffer struct {
	*bytes.Buffer
	most int
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if rest := b.most - b.Len(); rest > 0 {
		b.Buffer.Write(p[:min(rest, len(p))])
	}
	return len(p), nil
}

// place is where a source stands in a repository.
type place struct {
	git
	// head is the commit that is checked out; "" where there is none yet. prefix is the way from the top of the work tree to the folder, with a slash at its end, or
	// "".
	head, prefix string
	shallow      bool
	// folder and common are the repository's own folders: of this work tree, and of all.
	folder, common string
}

// locate asks git about a folder.
func (g git) locate(ctx context.Context) (place, error) {
	p := place{git: g}
	data, err := g.run(ctx, 64<<10, nil, "rev-parse", "--is-shallow-repository", "--absolute-git-dir", "--git-common-dir", "--show-prefix", "HEAD")
	lines := strings.Split(string(data), "\n")
	if len(lines) < 5 {
		if err == nil {
			err = errors.New("git rev-parse: an answer that nobody expects")
		}
		return p, err
	}
	p.shallow, p.folder, p.common, p.prefix = lines[0] == "true", lines[1], lines[2], lines[3]
	if !filepath.IsAbs(p.common) {
		p.common = filepath.Join(g.dir, p.common)
	}
	if err == nil && isID(lines[4]) {
		p.head = lines[4]
	}
	return p, nil
}

// isID reports whether a text is the whole hash of an object.
func isID(s string) bool {
	return (len(s) == 40 || len(s) == 64) && strings.Trim(s, "0123456789abcdef") == ""
}

// entry is a commit in the log.
type entry struct {
	id, parent, author, subject string
	time                        time.Time
	files                       []touched
}

// touched is a file that a commit touched: its path in the repository, and the objects before and after; "" is none.
type touched struct {
	path     string
	was, now string
}

// logFormat has the fields of a commit, each ended by a zero byte, which no message and no name can hold.
const logFormat = "tformat:%H%x00%P%x00%at%x00%an%x00%B"

// log lists the newest commits of the main line that touched the paths, newest first. What came in by a merge is what the merge changed.
func (p place) log(ctx context.Context, count, reach int, paths []string) (list []entry, cut bool, err error) {
	bound, err := p.run(ctx, 1<<10, nil, "rev-list", "--first-parent", "--max-count=1", "--skip="+strconv.Itoa(reach), p.head)
	if err != nil {
		return nil, false, err
	}
	args := []string{
		"log", "-z", "--raw", "-m", "--first-parent", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-show-signature", "--no-notes", "--no-decorate",
		"--ignore-submodules=all", "--encoding=UTF-8", "--format=" + logFormat, "--max-count=" + strconv.Itoa(count+1), p.head,
	}
	if oldest := strings.TrimSpace(string(bound)); isID(oldest) {
		cut = true
		args = append(args, "^"+oldest)
	}
	data, err := p.run(ctx, maxLog, nil, append(append(args, "--"), paths...)...)
	if err != nil {
		return nil, false, err
	}
	list = parseLog(data)
	if len(data) == maxLog && len(list) > 0 { // the last one may not be whole
		list, cut = list[:len(list)-1], true
	}
	if len(list) > count {
		list, cut = list[:count], true
	}
	return list, cut, nil
}

// parseLog reads what log has asked for. What is not in that form ends the list.
func parseLog(data []byte) []entry {
	var list []entry
	fields := strings.Split(string(data), "\x00")
	for len(fields) >= 5 && isID(fields[0]) {
		e := entry{id: fields[0], author: clean(fields[3]), subject: subject(fields[4])}
		e.parent, _, _ = strings.Cut(fields[1], " ")
		if seconds, err := strconv.ParseInt(fields[2], 10, 64); err == nil {
			e.time = moment(seconds)
		}
		fields = fields[5:]
		for len(fields) >= 2 && strings.HasPrefix(strings.TrimPrefix(fields[0], "\n"), ":") {
			if t, ok := parseRaw(strings.TrimPrefix(fields[0], "\n"), fields[1]); ok {
				e.files = append(e.files, t)
			}
			fields = fields[2:]
		}
		list = append(list, e)
	}
	return list
}

// parseRaw reads what a raw difference says of one file: ":100644 100644 <was> <now> M". Only files count, not links or other repositories.
func parseRaw(line, path string) (touched, bool) {
	parts := strings.Fields(strings.TrimPrefix(line, ":"))
	if len(parts) != 5 || !isID(parts[2]) || !isID(parts[3]) {
		return touched{}, false
	}
	t := touched{path: path}
	if strings.HasPrefix(parts[0], "100") {
		t.was = parts[2]
	}
	if strings.HasPrefix(parts[1], "100") {
		t.now = parts[3]
	}
	return t, t.was != "" || t.now != ""
}

// The range of times that can be written: the years 1 to 9999.
const (
	firstSecond = -62135596800
	lastSecond  = 253402300799
)

func moment(seconds int64) time.Time {
	return time.Unix(min(max(seconds, firstSecond), lastSecond), 0).UTC()
}

// maxLine is the longest subject or name that is kept, in bytes.
const maxLine = 300

// subject is what a message says in one line. That of a merge says which branch; the line below it says more, if there is one.
func subject(message string) string {
	first := ""
	for line := range strings.Lines(message) {
		line = clean(line)
		switch {
		case line == "":
		case first == "" && strings.HasPrefix(line, "Merge "):
			first = line
		default:
			return line
		}
	}
	return first
}

// clean makes a line of a stranger's text one that can be shown.
func clean(s string) string {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
	if len(s) > maxLine {
		return strings.ToValidUTF8(s[:maxLine], "") + "…"
	}
	return s
}

// sizes returns how many bytes objects have.
func (p place) sizes(ctx context.Context, ids []string) (map[string]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	data, err := p.run(ctx, maxLog, strings.NewReader(strings.Join(ids, "\n")+"\n"), "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)")
	if err != nil {
		return nil, err
	}
	sizes := make(map[string]int64, len(ids))
	for line := range strings.Lines(string(data)) {
		parts := strings.Fields(line)
		if len(parts) == 3 && parts[1] == "blob" {
			if n, err := strconv.ParseInt(parts[2], 10, 64); err == nil {
				sizes[parts[0]] = n
			}
		}
	}
	return sizes, nil
}

// objects reads the contents of objects, one after the other, from one process.
type objects struct {
	stop context.CancelFunc
	ctx  context.Context //nolint:containedctx // that of the process
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
	err  error
}

// open starts the process.
func (p place) open(ctx context.Context) (*objects, error) {
	ctx, stop := context.WithTimeoutCause(ctx, maxTime, errTooLong)
	o := &objects{stop: stop, ctx: ctx, cmd: p.command(ctx, "cat-file", "--batch=%(objectname) %(objecttype) %(objectsize)")}
	var err error
	if o.in, err = o.cmd.StdinPipe(); err == nil {
		var out io.Reader
		if out, err = o.cmd.StdoutPipe(); err == nil {
			o.out = bufio.NewReader(out)
			err = o.cmd.Start()
		}
	}
	if err != nil {
		stop()
		return nil, err
	}
	return o, nil
}

// close ends the process and returns what went wrong on the way.
func (o *objects) close() error {
	_ = o.in.Close()
	if o.err != nil {
		o.stop()
	}
	_ = o.cmd.Wait()
	if cause := context.Cause(o.ctx); cause != nil && o.err != nil {
		o.err = cause
	}
	o.stop()
	return o.err
}

// read returns the content of an object that is a file: by its hash, or as <commit>:<path>. Nil is none, or one over the limit. A name
// that holds a line break cannot be asked for.
func (o *objects) read(name string, most int64) []byte {
	if o.err != nil || strings.ContainsAny(name, "\n\r\x00") {
		return nil
	}
	if _, err := io.WriteString(o.in, name+"\n"); err != nil {
		o.err = err
		return nil
	}
	line, err := o.out.ReadString('\n')
	if err != nil {
		o.err = fmt.Errorf("git cat-file: %w", err)
		return nil
	}
	parts := strings.Fields(line)
	if len(parts) != 3 || !isID(parts[0]) {
		return nil // missing, or ambiguous: the answer has no content
	}
	size, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || size < 0 {
		o.err = errors.New("git cat-file: an answer that nobody expects")
		return nil
	}
	if parts[1] != "blob" || size > most {
		_, o.err = io.CopyN(io.Discard, o.out, size+1)
		return nil
	}
	data := make([]byte, size+1)
	if _, o.err = io.ReadFull(o.out, data); o.err != nil {
		return nil
	}
	return data[:size:size]
}
