module github.com/quadwire/quadwire

go 1.26
