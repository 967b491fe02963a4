package api

import (
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"
)

// spoken is what we answer in: whoever asks for traditional characters is answered in Chinese all the same, not in English.
var spoken = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English, language.TraditionalChinese})

// lang is the caller's language by Accept-Language: "en", else "zh". Once it is known who asks, it stands with the actor.
func lang(c echo.Context) string {
	if who := actor(c); who.Language != "" {
		return who.Language
	}
	return preferred(c.Request().Header.Get("Accept-Language"))
}

func preferred(accept string) string {
	if accept == "" || strings.HasPrefix(accept, "zh") && !strings.Contains(accept, "q=") {
		return "zh"
	}
	if accept == "en" {
		return "en"
	}
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil {
		return "zh"
	}
	if _, i, sure := spoken.Match(tags...); i == 1 && sure != language.No {
		return "en"
	}
	return "zh"
}

func inLang(c echo.Context, zh, en string) string {
	if lang(c) == "en" {
		return en
	}
	return zh
}
