package extract
import ("testing";"os";"fmt";"regexp";"time";"strings";"path/filepath")
func TestZZ(t *testing.T){
 fs,_:=filepath.Glob("/work/shared/corpora/dwie/*.json")
 re:=regexp.MustCompile(`(?i)\b(on|in|since|during|by|until|before|after|for|from|over|between|within|at|of|the|last|next|this|late|early)\s+([A-Za-z0-9'-]+[\s,]+){0,4}?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|weeks?|months?|years?|decades?|january|june|july|april|august|september|october|november|december|quarter|summer|spring|morning|night|today|yesterday|(19|20)\d\d)\b`)
 pub:=time.Date(2026,1,5,0,0,0,0,time.UTC); seen:=map[string]bool{}
 for _,f:=range fs { b,_:=os.ReadFile(f); for _,m:=range re.FindAllString(string(b),-1){ m=strings.Join(strings.Fields(m)," "); if seen[m]{continue}; seen[m]=true
  w,ok:=ResolveTime(m,pub,false); fmt.Printf("%v\t%v\t%s\t%s..%s\n",IsTimePhrase(m),ok,m,w.Begin.Format("2006-01-02T15"),w.End.Format("2006-01-02T15"))}}
}
