"""Words that carry facts in scripts written without spaces (Chinese, Japanese, Korean, Thai), as data.

Each character of these scripts is a token of its own, so that an edit of one character is a small edit. The
words listed here are one token each: without them no promise, denial or unit could be found. A phrase in
HARMLESS holds a denying word and denies nothing (“sorry”, “no problem”); the longest word found at a
place wins.
"""

from __future__ import annotations

import re

UNITS = {
    ("minute", 1): "分钟 分鐘 分間 นาที",
    ("minute", 60): "小时 小時 時間 시간 ชั่วโมง",
    ("minute", 1440): "天 日 日間 일 วัน",
    ("minute", 10080): "周 週 週間 星期 주 주일 สัปดาห์",
    ("business day", 1): "工作日 个工作日 個工作日 営業日 营业日 營業日 영업일 วันทำการ",
    ("month", 1): "个月 個月 か月 ヶ月 カ月 ヵ月 개월 เดือน",
    ("month", 12): "年 年間 년 ปี",
}
CURRENCIES = {"CNY": "元", "JPY": "円", "KRW": "원", "THB": "บาท"}
COMMITMENTS = {
    "refund": "退款 返金 환불 คืนเงิน",
    "cancel": "取消 キャンセル 취소 ยกเลิก",
    "replace": "换货 換貨 交换 交換 교환 เปลี่ยนสินค้า",
    "guarantee": "保证 保證 保証 보장 รับประกัน",
    "discount": "折扣 割引 할인 ส่วนลด",
    "compensation": "赔偿 賠償 补偿 補償 보상 ชดเชย",
}
DENIALS = """
不 没 沒 未 无法 無法 不能 不会 不會 不可 没有 沒有
ません ない なかった なく できかね
없 않 못 아니 불가
ไม่
"""
HARMLESS = """
不客气 不客氣 不好意思 不用谢 不用謝 不用担心 不用擔心 不同 不过 不過 不仅 不僅 不但 不便 不久 不断 不少
不错 不錯 不妨 不管 不论 不論 不得不 差不多 毫不犹豫 不要犹豫 不必担心 对不起 對不起
不具合 不良 不在 不明 不足
没问题 沒問題 没关系 沒關係 未来 未來
すみません 申し訳ありません 申し訳ございません かもしれません 問題ありません 問題ございません 問題ない
なければなりません 遠慮なく 少ない
少なくとも 問題なく 間違いなく まもなく 間もなく
문제없 끊임없 못지않
ไม่เป็นไร ไม่ต้องกังวล ไม่ต้องห่วง ไม่เพียง ไม่มีปัญหา
"""


_HAN_DIGIT = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_HAN_DIGIT |= {"两": 2, "兩": 2, "〇": 0}
_ANY = "".join(_HAN_DIGIT)
_UNIT = "|".join(word for listed in UNITS.values() for word in listed.split())
_HAN_NUMBER = re.compile(
    rf"(?<![{_ANY}十百])(?=[{_ANY}十百])([{_ANY}]?百)?([{_ANY}]?十)?([{_ANY}]?)(?={_UNIT})"
)
_MAY_CHANGE = re.compile(rf"[{_ANY}十百月월]")
_DATE = re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]")


def with_digits(text: str) -> str:
    """The text with dates as 2026-11-21, and Han numbers below 1,000 in digits before a unit (三十天)."""
    if not _MAY_CHANGE.search(text):
        return text
    text = _HAN_NUMBER.sub(_in_digits, text)
    return _DATE.sub(lambda found: f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", text)


def _in_digits(found: re.Match[str]) -> str:
    hundreds, tens, ones = found.groups()
    value = _HAN_DIGIT.get(ones, 0)
    if tens:
        value += 10 * _HAN_DIGIT.get(tens[:-1], 1)
    if hundreds:
        value += 100 * _HAN_DIGIT.get(hundreds[:-1], 1)
    return str(value)


def whole_words() -> list[str]:
    """All words that are one token, the longest first."""
    listed = [*UNITS.values(), *CURRENCIES.values(), *COMMITMENTS.values(), DENIALS, HARMLESS]
    return sorted({word for line in listed for word in line.split()}, key=lambda word: (-len(word), word))
