package build

import (
	"html/template"
	"maps"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// worldNames are names in the scripts of the world. A machine without a font for one draws a box for each letter and each sign, which must find room as well.
var worldNames = map[string]string{
	"Arabic":     "خدمة معالجة الطلبات والمدفوعات",
	"Armenian":   "Պատվերների կառավարման ծառայություն",
	"Bengali":    "অর্ডার ব্যবস্থাপনা পরিষেবা",
	"Burmese":    "အော်ဒါစီမံခန့်ခွဲမှုဝန်ဆောင်မှု",
	"Chinese":    "订单管理服务平台",
	"Cyrillic":   "Служба управления заказами",
	"Devanagari": "अंतर्राष्ट्रीय भुगतान प्रबंधन सेवा",
	"Ethiopic":   "የትዕዛዝ አስተዳደር አገልግሎት",
	"Georgian":   "შეკვეთების მართვის სერვისი",
	"Greek":      "Υπηρεσία διαχείρισης παραγγελιών",
	"Gujarati":   "ઓર્ડર વ્યવસ્થાપન સેવા",
	"Hebrew":     "שירות ניהול הזמנות ותשלומים",
	"Japanese":   "受注管理サービス（東日本）",
	"Kannada":    "ಆದೇಶ ನಿರ್ವಹಣಾ ಸೇವೆ",
	"Khmer":      "សេវាគ្រប់គ្រងការបញ្ជាទិញ",
	"Korean":     "주문 관리 서비스 플랫폼",
	"Lao":        "ການບໍລິການຈັດການຄໍາສັ່ງຊື້",
	"Malayalam":  "ഓർഡർ മാനേജ്മെന്റ് സേവനം",
	"Punjabi":    "ਆਰਡਰ ਪ੍ਰਬੰਧਨ ਸੇਵਾ",
	"Sinhala":    "ඇණවුම් කළමනාකරණ සේවාව",
	"Tamil":      "ஆர்டர் மேலாண்மை சேவை",
	"Telugu":     "ఆర్డర్ నిర్వహణ సేవ",
	"Thai":       "ระบบจัดการคำสั่งซื้อที่ยืนยันแล้ว",
	"Tibetan":    "མངགས་ཉོ་དོ་དམ་ཞབས་ཞུ།",
	"Vietnamese": "Dịch vụ quản lý đơn đặt hàng",
	"marks":      "Z̸a̷l̵g̴o̶ n̈o̊t́ q̃u̇i̋t̂ë",
}

// TestScriptsStayInTheirBoxes draws a name of every script in every shape and holds what the engine foresees to what the browser sets, with the fonts that there are.
func TestScriptsStayInTheirBoxes(t *testing.T) {
	t.Parallel()
	shapes := []diagram.Kind{diagram.KindEvent, diagram.KindCommand, diagram.KindQuery, diagram.KindService, diagram.KindChannel, diagram.KindStore, diagram.KindChoice}
	body := []byte("<!doctype html><html lang=en><meta charset=utf-8><title>Scripts</title><style>" + diagram.CSS() + "</style>")
	for _, script := range slices.Sorted(maps.Keys(worldNames)) {
		name := worldNames[script]
		spec := diagram.Spec{ID: "d" + script, Title: script}
		for _, kind := range shapes {
			spec.Nodes = append(spec.Nodes, diagram.Node{Name: name, Subtitle: name, Kind: kind}, diagram.Node{Name: name + " " + name, Subtitle: script, Label: name, Kind: kind})
		}
		for _, width := range []float64{300, 1000} {
			body = append(body, "<h2>"+template.HTMLEscapeString(script)+"</h2>"...)
			body = diagram.Layout(spec, diagram.Options{MaxWidth: width, NoLegend: true}).AppendSVG(body)
		}
	}
	b := browse(t, map[string][]byte{"index.html": body})
	tab := b.tab(t)
	do(t, tab, "open", size(1280), chromedp.Navigate(b.address("index.html")))
	if n := eval[int](t, tab, `document.querySelectorAll(".dg-svg .node text").length`); n < 2*3*len(shapes)*len(worldNames) {
		t.Fatalf("%d texts, which cannot be all", n)
	}
	for _, problem := range eval[[]string](t, tab, overBoxes) {
		t.Error(problem)
	}
}
