package project

import "zhaoyin/internal/vocabulary"

// Speak turns a reason that is the rule's own sentence, which is kept in Chinese, into the reader's language; a county's words stay as they are.
func (p *Project) Speak(lang string) {
	for _, rule := range vocabulary.Codes(vocabulary.LightRule) {
		if p.LightReason == vocabulary.Label(vocabulary.LightRule, rule, "zh") {
			p.LightReason = vocabulary.Label(vocabulary.LightRule, rule, lang)
			return
		}
	}
}
