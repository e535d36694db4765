module github.com/eventatlas/eventatlas/internal/tools

go 1.26.0

tool github.com/d2lang/elk-go/cmd/elk-go

require github.com/d2lang/elk-go v0.2.0 // indirect
