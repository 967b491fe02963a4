package html

import "zhaoyin/internal/document"

// room is the width of one category, middle the middle of the i-th.
func (d *drawing) room() int { return (plotRight - plotLeft) / max(len(d.Categories), 1) }

func (d *drawing) middle(i int) int {
	return plotLeft + (plotRight-plotLeft)*(2*i+1)/(2*max(len(d.Categories), 1))
}

// y is the height at which a value stands.
func (d *drawing) y(v int64) int {
	return plotBottom - int((v-d.low)*(plotBottom-plotTop)/(d.high-d.low))
}

// scale sets low and high to multiples of the answered step, from zero or below it; the step is 1, 2 or 5 with noughts, at most six to the range.
func (d *drawing) scale() int64 {
	const most = 6
	var low, high int64
	for _, s := range d.Series {
		for _, v := range s.Values {
			low, high = min(low, v.Value), max(high, v.Value)
		}
	}
	step := int64(1)
	for i := 0; (high-low)/step > most; i++ {
		step = step / []int64{1, 2, 5}[i%3] * []int64{2, 5, 10}[i%3]
	}
	d.low = -roundUp(-low, step)
	d.high = max(roundUp(high, step), d.low+step)
	return step
}

func roundUp(v, step int64) int64 { return (v + step - 1) / step * step }

// tick is a figure beside the scale.
func tick(v int64, as document.Kind) string {
	stored := document.Cell{Kind: as, Value: v}
	if as == document.KindYi {
		stored.Kind = document.KindWan
	}
	return stored.Number(as)
}
