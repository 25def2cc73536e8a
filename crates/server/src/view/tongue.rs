//! The words of the residents' pages that are not an author's, in the languages of the pages.
//!
//! Templates write the Japanese, `{{ "次へ進む"|t }}`; what has no words in a language stays in English, else in
//! Japanese. やさしい日本語 reads the Japanese ones.

use madoguchi_schema::text::Lang;

/// Japanese, English, Chinese, Korean, Vietnamese.
type Words = (&'static str, [&'static str; 4]);

#[rustfmt::skip]
const WORDS: &[Words] = &[
    // Around every page.
    ("本文へ移動", ["Skip to the content", "跳到正文", "본문으로 이동", "Chuyển đến nội dung"]),
    ("オンライン手続の窓口", ["Online services", "网上办事窗口", "온라인 민원 창구", "Thủ tục trực tuyến"]),
    ("共通メニュー", ["Menu", "菜单", "메뉴", "Menu"]),
    ("ことば", ["Language", "语言", "언어", "Ngôn ngữ"]),
    ("申込みの確認", ["Check an application", "查询申请", "신청 확인", "Kiểm tra đơn đã gửi"]),
    ("お問い合わせ", ["Contact", "咨询", "문의", "Liên hệ"]),
    ("電話", ["Telephone", "电话", "전화", "Điện thoại"]),
    ("手続の一覧", ["All procedures", "手续一览", "절차 목록", "Danh sách thủ tục"]),
    ("手続の一覧へ", ["To all procedures", "前往手续一览", "절차 목록으로", "Đến danh sách thủ tục"]),
    // The start.
    ("始める", ["Start", "开始", "시작하기", "Bắt đầu"]),
    ("入力は5分ほどです。途中の内容は{}日間保存されます。", ["It takes about five minutes. What you enter is kept for {} days.", "填写大约需要5分钟。中途内容会保存{}天。", "입력은 5분 정도 걸립니다. 입력 중인 내용은 {}일간 보관됩니다.", "Việc điền mất khoảng 5 phút. Nội dung đang điền được lưu trong {} ngày."]),
    ("手元に用意するもの", ["What you need at hand", "需要准备的东西", "준비할 것", "Những thứ cần chuẩn bị"]),
    ("進み方", ["Steps", "流程", "진행 순서", "Các bước"]),
    ("内容の確認と送信", ["Check and send", "确认内容并发送", "내용 확인 및 전송", "Kiểm tra và gửi"]),
    ("日にちと期限", ["Days and deadlines", "日期与期限", "날짜와 기한", "Ngày và thời hạn"]),
    ("受付の時間", ["When you can apply", "受理时间", "접수 시간", "Thời gian tiếp nhận"]),
    ("24時間いつでも受け付けます。", ["At any time of day.", "24小时受理。", "24시간 접수합니다.", "Tiếp nhận 24 giờ."]),
    ("手数料", ["Fee", "手续费", "수수료", "Lệ phí"]),
    ("入力の途中で、「{}」が表示されます。", ["“{}” is shown while you fill in the form.", "填写过程中会显示“{}”。", "입력 중에 ‘{}’이(가) 표시됩니다.", "“{}” sẽ hiển thị trong khi bạn điền."]),
    ("個人情報の取扱い", ["Your personal data", "个人信息的处理", "개인정보 취급", "Về thông tin cá nhân"]),
    ("入力した内容は、「{}」の手続だけに使います。", ["What you enter is used for “{}” only.", "所填内容仅用于“{}”手续。", "입력한 내용은 ‘{}’ 절차에만 사용합니다.", "Nội dung bạn điền chỉ dùng cho thủ tục “{}”."]),
    ("手続のあと{}年間保存します。", ["It is kept for {} years afterwards.", "手续结束后保存{}年。", "절차 후 {}년간 보관합니다.", "Được lưu {} năm sau khi kết thúc thủ tục."]),
    ("担当は{}です。", ["In charge: {}.", "负责部门：{}。", "담당: {}.", "Phụ trách: {}."]),
    ("送ったあとは、「申込みの確認」で内容を見たり変更したりできます。", ["Once you have sent it, you can see and change it under “Check an application”.", "发送后，可在“查询申请”中查看或更改内容。", "보낸 뒤에는 ‘신청 확인’에서 내용을 보거나 바꿀 수 있습니다.", "Sau khi gửi, bạn có thể xem và sửa ở mục “Kiểm tra đơn đã gửi”."]),
    // A page of the form.
    ("エラー：", ["Error: ", "错误：", "오류: ", "Lỗi: "]),
    ("前に戻る", ["Back", "返回", "뒤로", "Quay lại"]),
    ("内容の確認に戻る", ["Back to the check", "返回确认页面", "내용 확인으로 돌아가기", "Quay lại trang kiểm tra"]),
    ("次へ進む", ["Continue", "下一步", "다음", "Tiếp tục"]),
    ("変更を保存する", ["Save the change", "保存更改", "변경 저장", "Lưu thay đổi"]),
    ("入力の手順", ["Steps of the form", "填写步骤", "입력 순서", "Các bước điền"]),
    ("ステップ", ["Step", "步骤", "단계", "Bước"]),
    ("（完了）", [" (done)", "（已完成）", " (완료)", " (xong)"]),
    ("（入力中）", [" (now)", "（填写中）", " (입력 중)", " (đang điền)"]),
    ("入力内容に{}件の誤りがあります", ["There are {} mistakes in what you entered", "填写内容有{}处错误", "입력 내용에 오류가 {}건 있습니다", "Có {} lỗi trong nội dung bạn điền"]),
    ("選んだ日は、いっぱいになりました", ["The day you chose is full now", "您选的日期已满", "선택한 날짜가 마감되었습니다", "Ngày bạn chọn đã hết chỗ"]),
    ("ほかの入力内容はそのまま残っています。日を選び直してください。", ["Everything else you entered is kept. Choose another day.", "其他内容已保留。请重新选择日期。", "다른 입력 내용은 그대로 남아 있습니다. 날짜를 다시 선택해 주세요.", "Các nội dung khác vẫn được giữ. Hãy chọn ngày khác."]),
    ("次に空いている日は {} です。", ["The next free days are {}.", "接下来可选的日期是{}。", "다음으로 비어 있는 날은 {}입니다.", "Những ngày còn chỗ tiếp theo: {}."]),
    ("続けて次の質問に答えてください", ["Please answer these questions too", "请继续回答以下问题", "이어서 다음 질문에 답해 주세요", "Hãy trả lời tiếp các câu hỏi sau"]),
    ("お答えに合わせて、質問が増えました。", ["Your answers have brought up more questions.", "根据您的回答增加了问题。", "답변에 따라 질문이 늘었습니다.", "Có thêm câu hỏi tùy theo câu trả lời của bạn."]),
    ("質問が増えました", ["There are more questions", "问题增加了", "질문이 늘었습니다", "Có thêm câu hỏi"]),
    ("※必須", ["required", "必填", "필수", "bắt buộc"]),
    ("※任意", ["optional", "选填", "선택", "không bắt buộc"]),
    ("選択してください", ["Please choose", "请选择", "선택해 주세요", "Hãy chọn"]),
    ("選ばない", ["None", "不选择", "선택 안 함", "Không chọn"]),
    ("はい", ["Yes", "是", "예", "Có"]),
    ("いいえ", ["No", "否", "아니요", "Không"]),
    ("計算する", ["Calculate", "计算", "계산하기", "Tính"]),
    ("この欄を取り消す", ["Remove this entry", "删除此栏", "이 항목 삭제", "Xóa mục này"]),
    ("もう1つ追加する", ["Add another", "再添加一项", "하나 더 추가", "Thêm một mục"]),
    ("数", ["Number", "数量", "수량", "Số lượng"]),
    ("{}つ目の品目", ["Item {}", "第{}项物品", "{}번째 품목", "Món thứ {}"]),
    ("取り消す", ["Remove", "删除", "삭제", "Xóa"]),
    ("品目を追加する", ["Add an item", "添加物品", "품목 추가", "Thêm món"]),
    ("「その他」を選んだときは、その内容", ["If you chose “other”, what is it?", "选择“其他”时的内容", "‘기타’를 선택한 경우 그 내용", "Nếu chọn “khác”, hãy ghi rõ"]),
    // Parts of answers.
    ("姓", ["Family name", "姓", "성", "Họ"]),
    ("名", ["Given name", "名", "이름", "Tên"]),
    ("姓のフリガナ", ["Family name in katakana", "姓（片假名）", "성 (가타카나)", "Họ (katakana)"]),
    ("名のフリガナ", ["Given name in katakana", "名（片假名）", "이름 (가타카나)", "Tên (katakana)"]),
    ("郵便番号", ["Postal code", "邮政编码", "우편번호", "Mã bưu điện"]),
    ("都道府県", ["Prefecture", "都道府县", "도도부현", "Tỉnh (prefecture)"]),
    ("市区町村", ["City", "市区町村", "시구정촌", "Thành phố"]),
    ("町名と丁目", ["Town and chome", "町名和丁目", "동네와 초메", "Khu phố và chome"]),
    ("番地", ["Street number", "番地", "번지", "Số nhà"]),
    ("建物の名前と部屋番号", ["Building and room", "建筑物名称和房间号", "건물명과 호실", "Tòa nhà và số phòng"]),
    ("暦", ["Calendar", "历法", "달력", "Lịch"]),
    ("西暦", ["Western", "公历", "서기", "Dương lịch"]),
    ("年", ["Year", "年", "년", "Năm"]),
    ("月", ["Month", "月", "월", "Tháng"]),
    ("日", ["Day", "日", "일", "Ngày"]),
    // The end of the form.
    ("答えを直す", ["Change the answers", "修改回答", "답변 고치기", "Sửa câu trả lời"]),
    ("内容の確認", ["Check your answers", "确认内容", "내용 확인", "Kiểm tra nội dung"]),
    ("まだ送信していません。内容を確認して、「送信する」を押してください。", ["Nothing has been sent yet. Check your answers, then press “Send”.", "尚未发送。请确认内容后按“发送”。", "아직 보내지 않았습니다. 내용을 확인하고 ‘보내기’를 눌러 주세요.", "Chưa gửi. Hãy kiểm tra nội dung rồi nhấn “Gửi”."]),
    ("送信する", ["Send", "发送", "보내기", "Gửi"]),
    ("変更", ["Change", "更改", "변경", "Sửa"]),
    ("入力なし", ["nothing entered", "未填写", "입력 없음", "không điền"]),
];

/// The words in a language, with `{}` for each of the parts in order.
pub fn words(lang: Lang, japanese: &str, parts: &[String]) -> String {
    let column = match lang {
        Lang::Ja | Lang::JaEasy => None,
        Lang::En => Some(0),
        Lang::Zh => Some(1),
        Lang::Ko => Some(2),
        Lang::Vi => Some(3),
    };
    let found = column.and_then(|column| {
        let (_, all) = WORDS.iter().find(|(ja, _)| *ja == japanese)?;
        all.get(column).copied()
    });
    let pattern = found.unwrap_or(japanese);
    parts.iter().fold(pattern.to_owned(), |text, part| text.replacen("{}", part, 1))
}

/// What a language is called in itself.
pub fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "日本語",
        Lang::JaEasy => "やさしい日本語",
        Lang::En => "English",
        Lang::Zh => "中文",
        Lang::Ko => "한국어",
        Lang::Vi => "Tiếng Việt",
    }
}

/// The code for the `lang` attribute.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::JaEasy => "ja",
        Lang::Zh => "zh-Hans",
        lang => lang.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_stand_once_with_as_many_places_in_every_language() {
        let mut seen = BTreeSet::new();
        for (ja, all) in WORDS {
            assert!(seen.insert(ja), "{ja} stands twice");
            for other in all {
                assert!(!other.is_empty(), "{ja}");
                assert_eq!(other.matches("{}").count(), ja.matches("{}").count(), "{ja}: {other}");
            }
        }
    }

    #[test]
    fn parts_are_filled_in_order_and_unknown_words_stay_japanese() {
        assert_eq!(words(Lang::En, "担当は{}です。", &["Roads".to_owned()]), "In charge: Roads.");
        assert_eq!(words(Lang::JaEasy, "次へ進む", &[]), "次へ進む");
        assert_eq!(words(Lang::Vi, "知らない言葉", &[]), "知らない言葉");
    }
}
