package transfer

// formulaLike says whether a spreadsheet program would run the text of a csv cell: those beginning with = + - @, a tab or a carriage return, and their
// full-width forms, which some versions take for the same (OWASP: CSV injection).
func formulaLike(text string) bool {
	for _, r := range text {
		switch r {
		case '=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠':
			return true
		}
		return false
	}
	return false
}
