package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/eventatlas/eventatlas/internal/golden"
)

// TestMain lets scripts run the command itself, in a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"eventatlas": main})
}

// TestScripts runs every script of testdata/script: a script is a txtar archive whose comment is the commands to run in the folder of
// its files.
func TestScripts(t *testing.T) {
	shop, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       golden.Updating(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SHOP", shop+"/../../testdata/shop")
			e.Setenv("NO_COLOR", "1")
			return nil
		},
	})
}
