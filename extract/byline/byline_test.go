package byline

import (
	"strings"
	"testing"
	"time"
)

func TestNames(t *testing.T) {
	for _, c := range []struct{ told, want string }{
		{"By Jane Doe and Jim Roe", "Jane Doe, Jim Roe"},
		{"By JANE DOE, JIM ROE and SUE POE", "Jane Doe, Jim Roe, Sue Poe"},
		{"By ANNE-MARIE O'SHEA and JOSÉ LUIS PEÑA", "Anne-Marie O'Shea, José Luis Peña"},
		{"By Farah Siddiqui, Health Correspondent", "Farah Siddiqui"},
		{"Priya Lakhani Economics editor", "Priya Lakhani"},
		{"By Dan Collyns in Lima", "Dan Collyns"},
		{"By Ruth Mensah for The Ledger", "Ruth Mensah"},
		{"By Ruth Mensah | 8 May 2025", "Ruth Mensah"},
		{"By Yuki Tan — Jan 24, 2025", "Yuki Tan"},
		{"Submitted by Chikondi Banda on Thu, 02/13/2025 - 09:15", "Chikondi Banda"},
		{"Written by María Pérez on 9.5.2025 | 14:05", "María Pérez"},
		{"Story by Ron Vickers, KSTL | 07/04/2025 6:15 PM CDT", "Ron Vickers"},
		{"ByLamar Whitfield and Joy O’Dell", "Lamar Whitfield, Joy O’Dell"},
		{"By Byron Smith", "Byron Smith"},
		{"https://www.facebook.example/post", ""},
		{"Metro Daily staff | June 11, 2025, 9:05 PM PDT", ""},
		{"By Reuters", "Reuters"},
		{"By The Daily Post", ""},
		{"Gloria Macapagal Arroyo; Ludwig van der Berg", "Gloria Macapagal Arroyo, Ludwig van der Berg"},
	} {
		if got := strings.Join(Names("thedailypost", c.told), ", "); got != c.want {
			t.Errorf("%q: %q, want %q", c.told, got, c.want)
		}
	}
}

func TestDay(t *testing.T) {
	for line, want := range map[string]string{
		"By Ruth Mensah | 8 May 2025":                            "2025-05-08",
		"By Yuki Tan — Jan 24, 2025":                             "2025-01-24",
		"Submitted by Chikondi Banda on Thu, 02/13/2025 - 09:15": "2025-02-13",
		"Written by María Pérez on 9.5.2025 | 14:05":             "2025-05-09",
		"Story by Ron Vickers, KSTL | 07/04/2025 6:15 PM CDT":    "2025-07-04",
		"By Ruth Mensah | 07/04/2025":                            "", // of April or of July
		"By Ana Ruiz":                                            "",
	} {
		day, ok := Day(line)
		if got := day.Format(time.DateOnly); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %s %v, want %s", line, got, ok, want)
		}
	}
}
