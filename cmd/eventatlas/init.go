package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

//go:embed starter
var starter embed.FS

// initCommand writes a small catalog to start from. It never overwrites: where any of its files exists, nothing is written.
func initCommand(env environment) *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a small catalog to start from",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := target(args)
			files, err := starterFiles()
			if err != nil {
				return fmt.Errorf("the starter catalog: %w", err)
			}
			for _, name := range files {
				if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name))); !errors.Is(err, fs.ErrNotExist) {
					return fmt.Errorf("%s exists already in %s; nothing was written", name, dir)
				}
			}
			for _, name := range files {
				if err := writeStarter(dir, name); err != nil {
					return fmt.Errorf("writing the starter catalog: %w", err)
				}
			}
			fmt.Fprintf(env.stdout, "Wrote %s to %s. Next: eventatlas generate %s\n", plural(len(files), "file"), dir, dir)
			return nil
		},
	}
}

// starterFiles lists the files of the starter catalog, relative to it.
func starterFiles() ([]string, error) {
	var files []string
	err := fs.WalkDir(starter, "starter", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, strings.TrimPrefix(name, "starter/"))
		}
		return err
	})
	return files, err
}

func writeStarter(dir, name string) error {
	data, err := starter.ReadFile("starter/" + name)
	if err != nil {
		return err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
