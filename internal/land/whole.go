package land

import "zhaoyin/internal/store"

// Editions is the table of the published thresholds, for the comparison of rows with the trail.
func Editions() store.Table { return store.TableOf[edition]() }
