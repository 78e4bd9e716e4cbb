"""Japanese, Chinese in both scripts, Korean: matched by characters."""

from typing import Final

from bouncekit.rules.reply_model import PhraseRow
from bouncekit.vocabulary import Reason

__all__ = ["CJK"]

_R = Reason
_JA: Final = "replies and notices of Japanese servers: carriers, Exchange, X1 to X6"
_HANS: Final = "replies and notices of servers in mainland China: QQ, NetEase, Alibaba, Coremail, Exchange"
_HANT: Final = "replies and notices of servers in Taiwan and Hong Kong: HiNet, Exchange, Openfind"
_KO: Final = "replies and notices of Korean servers: Naver, Daum, Exchange"

# fmt: off
CJK: Final[tuple[PhraseRow, ...]] = (
    # --- Japanese
    PhraseRow(id="ja-user-unknown", reason=_R.USER_UNKNOWN, language="ja", source=_JA, sample="550 5.1.1 宛先のメールアドレスが見つかりません", phrases=("アドレスは存在しません", "ユーザーは存在しません", "ユーザは存在しません", "ディレクトリには見つかりません", "ディレクトリのリストにありません", "宛先は存在しません", "宛先不明", "宛先が見つかりません", "宛先が存在しません", "メールアドレスが見つかりません", "メールアドレスが存在しません", "アドレスが見つかりません", "アドレスが存在しません", "アドレスが間違って", "ユーザーが存在しません", "ユーザが存在しません", "ユーザーが見つかりません", "ユーザが見つかりません", "受信者が見つかりません", "受信者が存在しません", "該当するユーザ", "存在しないメールアドレス", "存在しないアドレス", "存在しないユーザ", "受取人不明", "メールボックスが存在しません", "メールボックスが見つかりません")),
    PhraseRow(id="ja-mailbox-full", reason=_R.MAILBOX_FULL, language="ja", source=_JA, sample="552 受信者のメールボックスがいっぱいです", phrases=("メールボックスがいっぱい", "メールボックスが一杯", "メールボックスの容量", "容量を超え", "容量超過", "受信トレイがいっぱい", "保存容量", "クォータを超え", "メールボックスが満杯", "ディスク容量")),
    PhraseRow(id="ja-mailbox-disabled", reason=_R.MAILBOX_DISABLED, language="ja", source=_JA, sample="550 このアカウントは停止されています", phrases=("アカウントは停止", "アカウントが停止", "アカウントは無効", "アカウントが無効", "利用停止", "利用を停止", "メールボックスが無効", "解約", "休止中")),
    PhraseRow(id="ja-mailbox-moved", reason=_R.MAILBOX_MOVED, language="ja", source=_JA, sample="551 メールアドレスが変更されました", phrases=("メールアドレスが変更されました", "アドレスを変更しました", "新しいメールアドレス", "アドレスが変わりました")),
    PhraseRow(id="ja-host-unknown", reason=_R.HOST_UNKNOWN, language="ja", source=_JA, sample="宛先のドメインが見つかりません", phrases=("ドメインは存在しません", "ドメインは見つかりません", "ドメインが見つかりません", "ドメインが存在しません", "ドメイン名が正しく", "ホストが見つかりません", "不明なドメイン", "存在しないドメイン")),
    PhraseRow(id="ja-filtered", reason=_R.FILTERED, language="ja", source=_JA, sample="550 受信者の設定により受信を拒否しました", phrases=("受信を拒否", "受信拒否", "受信者の設定")),
    PhraseRow(id="ja-message-too-large", reason=_R.MESSAGE_TOO_LARGE, language="ja", source=_JA, sample="552 メッセージのサイズが大きすぎます", phrases=("サイズが制限を超え", "サイズが上限を超え", "サイズを超え", "サイズが大きすぎ", "メッセージが大きすぎ", "サイズ制限", "サイズの上限", "最大サイズ")),
    PhraseRow(id="ja-spam", reason=_R.SPAM_DETECTED, language="ja", source=_JA, sample="554 迷惑メールと判定されました", phrases=("迷惑メールと判定", "迷惑メールと判断", "スパムと判定", "スパムメール", "迷惑メールとして")),
    PhraseRow(id="ja-blocked", reason=_R.BLOCKED, language="ja", source=_JA, sample="554 お使いのIPアドレスはブロックされています", phrases=("ipアドレスはブロック", "ipアドレスがブロック", "ブラックリスト", "接続を拒否", "送信元ipアドレス")),
    PhraseRow(id="ja-sender-rejected", reason=_R.SENDER_REJECTED, language="ja", source=_JA, sample="550 送信者アドレスが拒否されました", phrases=("送信者アドレスが拒否", "送信者が拒否", "送信元アドレスが不正", "投稿する権限", "投稿できません", "投稿が許可")),
    PhraseRow(id="ja-expired", reason=_R.EXPIRED, language="ja", source=_JA, sample="メッセージの配信が遅れています", phrases=("配送期限", "期限を過ぎた", "配信が遅れて", "配信遅延", "配送が遅れて", "タイムアウト", "期限切れ", "配信期限", "送信できませんでした期限", "まだ配信され")),
    PhraseRow(id="ja-rate", reason=_R.RATE_LIMITED, language="ja", source=_JA, sample="451 送信数の上限を超えました", phrases=("送信数の上限", "送信制限")),
    PhraseRow(id="ja-virus", reason=_R.VIRUS_DETECTED, language="ja", source=_JA, sample="554 ウイルスが検出されました", phrases=("ウイルスが検出", "ウィルスが検出", "ウイルスを検出", "ウィルスを検出")),
    # --- Chinese, simplified
    PhraseRow(id="zh-hans-user-unknown", reason=_R.USER_UNKNOWN, language="zh-Hans", source=_HANS, sample="550 5.1.1 收件人不存在", phrases=("收件人不存在", "用户不存在", "邮箱不存在", "收件人地址不存在", "地址不存在", "邮件地址不存在", "账号不存在", "帐号不存在", "没有该用户", "未知用户", "未找到收件人", "找不到收件人", "找不到您输入的电子邮件地址", "收件人地址错误", "邮箱地址不存在", "无效的收件人", "收件人无效")),
    PhraseRow(id="zh-hans-mailbox-full", reason=_R.MAILBOX_FULL, language="zh-Hans", source=_HANS, sample="552 收件人邮箱已满", phrases=("邮箱已满", "收件人邮箱已满", "邮箱空间不足", "超出配额", "邮箱容量已满", "收件箱已满", "空间已满", "邮箱容量")),
    PhraseRow(id="zh-hans-mailbox-disabled", reason=_R.MAILBOX_DISABLED, language="zh-Hans", source=_HANS, sample="550 该帐号已被停用", phrases=("用户已被停用", "用户已停用", "邮箱已被停用", "账号已停用", "帐号已停用", "帐号已被停用", "账号已被停用", "邮箱已停用", "邮箱被冻结", "邮箱已被冻结", "帐号被禁用", "账号被禁用", "用户被禁用", "邮箱已被禁用", "账户已停用", "邮箱已注销", "用户已被锁定")),
    PhraseRow(id="zh-hans-host-unknown", reason=_R.HOST_UNKNOWN, language="zh-Hans", source=_HANS, sample="收件人域名不存在", phrases=("找不到收件人的域", "找不到收件人域名", "域名不存在", "找不到域", "域不存在", "无法解析域名", "域名错误", "域名无效")),
    PhraseRow(id="zh-hans-filtered", reason=_R.FILTERED, language="zh-Hans", source=_HANS, sample="550 收件人拒收了您的邮件", phrases=("收件人拒收", "被收件人拒收", "对方拒收", "收件人设置了拒收")),
    PhraseRow(id="zh-hans-message-too-large", reason=_R.MESSAGE_TOO_LARGE, language="zh-Hans", source=_HANS, sample="552 邮件太大", phrases=("邮件大小超出", "超出大小限制", "邮件太大", "邮件过大", "邮件大小超过", "超过大小限制", "信件太大")),
    PhraseRow(id="zh-hans-spam", reason=_R.SPAM_DETECTED, language="zh-Hans", source=_HANS, sample="554 您的邮件被识别为垃圾邮件", phrases=("垃圾邮件", "识别为垃圾邮件", "疑似垃圾邮件")),
    PhraseRow(id="zh-hans-blocked", reason=_R.BLOCKED, language="zh-Hans", source=_HANS, sample="554 您的IP地址已被列入黑名单", phrases=("黑名单", "ip被封", "ip地址被拒绝", "ip被拒绝", "ip地址已被")),
    PhraseRow(id="zh-hans-rate", reason=_R.RATE_LIMITED, language="zh-Hans", source=_HANS, sample="450 发送频率过高", phrases=("频率过高", "发送频率", "发信频率", "发送过快", "频率超过限制")),
    PhraseRow(id="zh-hans-expired", reason=_R.EXPIRED, language="zh-Hans", source=_HANS, sample="邮件投递超时", phrases=("投递已超时", "投递时间已过", "投递超时", "连接超时", "发送超时", "投递延迟", "延迟投递", "尚未送达")),
    PhraseRow(id="zh-hans-sender-rejected", reason=_R.SENDER_REJECTED, language="zh-Hans", source=_HANS, sample="550 发件人被拒绝", phrases=("发件人被拒绝", "发件人地址无效", "发件人不存在", "发件人被列入")),
    PhraseRow(id="zh-hans-virus", reason=_R.VIRUS_DETECTED, language="zh-Hans", source=_HANS, sample="554 邮件含有病毒", phrases=("含有病毒", "检测到病毒", "发现病毒")),
    # --- Chinese, traditional
    PhraseRow(id="zh-hant-user-unknown", reason=_R.USER_UNKNOWN, language="zh-Hant", source=_HANT, sample="550 5.1.1 收件者不存在", phrases=("收件者不存在", "收件人位址不存在", "使用者不存在", "信箱不存在", "電子郵件地址不存在", "找不到收件者", "找不到您輸入的電子郵件地址", "查無此人", "無此使用者", "沒有這個使用者", "帳號不存在", "無效的收件者", "收件人不存在於", "地址不正確")),
    PhraseRow(id="zh-hant-mailbox-full", reason=_R.MAILBOX_FULL, language="zh-Hant", source=_HANT, sample="552 收件者的信箱已滿", phrases=("信箱已滿", "收件者的信箱已滿", "收件匣已滿", "郵箱已滿", "信箱空間不足", "超過配額", "容量已滿", "信箱容量")),
    PhraseRow(id="zh-hant-mailbox-disabled", reason=_R.MAILBOX_DISABLED, language="zh-Hant", source=_HANT, sample="550 此帳號已停用", phrases=("使用者已停用", "使用者已被停用", "信箱已被停用", "帳號已停用", "帳號已被停用", "信箱已停用", "帳戶已停用", "帳號已關閉", "帳號遭停權")),
    PhraseRow(id="zh-hant-host-unknown", reason=_R.HOST_UNKNOWN, language="zh-Hant", source=_HANT, sample="找不到收件者的網域", phrases=("找不到收件人的網域", "網域不存在", "找不到網域", "找不到收件者的網域", "網域名稱不存在", "無法解析網域")),
    PhraseRow(id="zh-hant-message-too-large", reason=_R.MESSAGE_TOO_LARGE, language="zh-Hant", source=_HANT, sample="552 郵件過大", phrases=("郵件大小超出", "信件大小超過", "郵件過大", "郵件太大", "郵件大小超過", "信件過大", "超過大小上限")),
    PhraseRow(id="zh-hant-spam", reason=_R.SPAM_DETECTED, language="zh-Hant", source=_HANT, sample="554 您的郵件被判定為垃圾郵件", phrases=("垃圾郵件", "判定為垃圾郵件", "廣告信")),
    PhraseRow(id="zh-hant-blocked", reason=_R.BLOCKED, language="zh-Hant", source=_HANT, sample="554 您的IP位址已被列入黑名單", phrases=("黑名單", "ip位址被封鎖", "ip位址已被", "ip被封鎖")),
    PhraseRow(id="zh-hant-expired", reason=_R.EXPIRED, language="zh-Hant", source=_HANT, sample="郵件投遞逾時", phrases=("投遞已逾時", "傳送已逾時", "投遞逾時", "連線逾時", "傳送逾時", "投遞延遲", "傳遞延遲", "尚未送達收件者")),
    PhraseRow(id="zh-hant-filtered", reason=_R.FILTERED, language="zh-Hant", source=_HANT, sample="550 收件者拒收您的郵件", phrases=("收件者拒收", "收件人拒收")),
    PhraseRow(id="zh-hant-sender-rejected", reason=_R.SENDER_REJECTED, language="zh-Hant", source=_HANT, sample="550 寄件者被拒絕", phrases=("寄件者被拒絕", "寄件者不存在", "寄件人被拒絕")),
    PhraseRow(id="zh-hant-virus", reason=_R.VIRUS_DETECTED, language="zh-Hant", source=_HANT, sample="554 郵件含有病毒碼", phrases=("郵件含有病毒", "偵測到病毒")),
    # --- Korean
    PhraseRow(id="ko-user-unknown", reason=_R.USER_UNKNOWN, language="ko", source=_KO, sample="550 5.1.1 존재하지 않는 사용자입니다", phrases=("주소는 존재하지 않", "존재하지 않는 사용자", "존재하지 않는 계정", "존재하지 않는 메일", "존재하지 않는 주소", "존재하지 않는 수신자", "수신자를 찾을 수 없", "사용자를 찾을 수 없", "주소를 찾을 수 없", "없는 사용자", "없는 계정", "수신자가 존재하지", "사용자가 존재하지", "메일 주소가 존재하지", "받는 사람을 찾을 수 없", "수신인이 존재하지", "알 수 없는 사용자", "알 수 없는 수신자")),
    PhraseRow(id="ko-mailbox-full", reason=_R.MAILBOX_FULL, language="ko", source=_KO, sample="552 수신자의 메일함이 가득 찼습니다", phrases=("메일함이 가득", "편지함이 가득", "사서함이 가득", "메일함 용량", "편지함 용량", "용량이 초과", "용량 초과", "용량을 초과", "받은 편지함이 가득", "사서함 용량", "용량이 부족")),
    PhraseRow(id="ko-mailbox-disabled", reason=_R.MAILBOX_DISABLED, language="ko", source=_KO, sample="550 휴면 계정입니다", phrases=("계정이 정지", "계정이 중지", "계정이 비활성", "계정이 차단", "휴면 계정", "휴면계정", "사용이 중지된", "정지된 계정", "사용 중지된 계정", "비활성화된", "해지된 계정", "탈퇴한", "휴면 상태")),
    PhraseRow(id="ko-host-unknown", reason=_R.HOST_UNKNOWN, language="ko", source=_KO, sample="도메인을 찾을 수 없습니다", phrases=("도메인을 찾을 수 없", "존재하지 않는 도메인", "도메인이 존재하지", "호스트를 찾을 수 없", "잘못된 도메인")),
    PhraseRow(id="ko-filtered", reason=_R.FILTERED, language="ko", source=_KO, sample="550 수신자가 수신을 거부했습니다", phrases=("수신을 거부", "수신 거부", "수신거부", "수신자가 차단")),
    PhraseRow(id="ko-message-too-large", reason=_R.MESSAGE_TOO_LARGE, language="ko", source=_KO, sample="552 메일의 크기가 너무 큽니다", phrases=("크기가 제한을 초과", "크기가 허용", "크기가 너무 큽니다", "크기를 초과", "크기 제한", "크기가 초과", "최대 크기")),
    PhraseRow(id="ko-spam", reason=_R.SPAM_DETECTED, language="ko", source=_KO, sample="554 스팸 메일로 분류되었습니다", phrases=("스팸 메일로", "스팸으로", "스팸메일", "스팸 메일")),
    PhraseRow(id="ko-blocked", reason=_R.BLOCKED, language="ko", source=_KO, sample="554 발신 서버의 IP가 차단되었습니다", phrases=("ip가 차단", "ip 차단", "차단된 ip", "블랙리스트", "ip 주소가 차단")),
    PhraseRow(id="ko-expired", reason=_R.EXPIRED, language="ko", source=_KO, sample="메일 전송이 지연되고 있습니다", phrases=("전송이 지연", "배달이 지연", "시간이 초과", "시간 초과", "전송 지연", "전송 시간")),
    PhraseRow(id="ko-sender-rejected", reason=_R.SENDER_REJECTED, language="ko", source=_KO, sample="550 보낸 사람이 거부되었습니다", phrases=("보낸 사람이 거부", "발신자가 거부", "발신자를 찾을 수 없")),
    PhraseRow(id="ko-virus", reason=_R.VIRUS_DETECTED, language="ko", source=_KO, sample="554 메일에서 바이러스가 발견되었습니다", phrases=("바이러스가 발견", "바이러스가 검출")),
)
