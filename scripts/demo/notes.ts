import type { Region } from './words.ts';

/** What a note is about; `{…}` is filled in from the lists below. */
export const notePatterns: Readonly<
  Record<Region, Readonly<Record<'note' | 'call' | 'visit' | 'message', readonly string[]>>>
> = {
  taiwan: {
    call: [
      '來電詢問{product}，數量約 {count}，希望{when}前收到報價。',
      '打去公司，{who}說負責人出國，{soon}再撥。',
      '未接，留言請回電。',
      '對上次的{product}很滿意，想再追加 {count}，要求單價再降 {percent}%。',
      '抱怨送貨慢了兩天，已道歉並請倉庫{soon}優先出。',
      '確認匯款已出，金額 {amount} 元，請會計{soon}查帳。',
    ],
    visit: [
      '拜訪{boss}，看了新廠，主要需求是{product}，目前跟兩家比價。\n對方在意交期，不太在意價格。',
      '帶樣品過去，{product}測試沒問題，等主管簽核。',
      '喝茶聊了一小時，小孩今年考大學，下次記得問。{soon}再約。',
      '到工地看現場，尺寸跟圖面不一樣，要重新報價。',
    ],
    message: [
      'LINE 傳了型錄和{product}報價單，已讀未回。',
      '用 LINE 約{soon}下午兩點拜訪，對方說好。',
      '寄出 {count} 份樣品，物流單號已給{who}。',
    ],
    note: [
      '付款條件月結 60 天，{boss}是決定的人。',
      '跟{brand}是同業也是朋友，不要在他面前提價格。',
      '發票要開三聯式，寄到會計那邊。',
      '{when}前合約到期，要先談續約。',
    ],
  },
  mainland: {
    call: [
      '来电咨询{product}，数量 {count} 左右，希望{when}前给报价。',
      '打了两次没人接，{soon}再打。',
      '{boss}说今年预算还没批下来，下个季度再联系。',
      '对账没问题，尾款 {amount} 元{when}付。',
      '觉得价格贵了 {percent}%，在和另外一家谈，需要申请折扣。',
    ],
    visit: [
      '上门拜访{boss}，参观了车间，主要用{product}，现在的供应商交期不稳定。',
      '一起吃饭，谈了明年的框架协议，意向 {amount} 元，等法务看合同。',
      '送样过去，质检那边说{soon}出结果。',
    ],
    message: [
      '微信发了{product}的资料和报价，回复说先看看。',
      '微信约了{soon}上午过去，已确认。',
      '快递寄出 {count} 个样品，单号发给{who}了。',
    ],
    note: [
      '账期 45 天，真正拍板的是{boss}。',
      '客户要求开专票，注意税号。',
      '去年中秋送了茶叶，很喜欢。',
      '{when}前后要招标，提前准备资料。',
    ],
  },
  english: {
    call: [
      'Called about {product}, around {count} units. Wants a quote before {when}.',
      'Left a message with {who}. Try again {soon}.',
      'Happy with the last delivery, but asks for {percent}% off if they double the order.',
      'Invoice over £{amount} is approved and will be paid {soon}.',
    ],
    visit: [
      'Met {boss} at their warehouse. They use {product} every week and are unhappy with the present lead time.\nFollow up {when}.',
      'Walked through the samples. Colour is right, the finish is not. New samples {when}.',
    ],
    message: [
      'Sent the catalogue and a price list for {product}.',
      'Mailed {count} samples, tracking number given to {who}.',
      'Confirmed the meeting {soon}, 10 am.',
    ],
    note: [
      '{boss} decides, but the accounts department must agree above £{amount}.',
      'Prefers e-mail; never call on Fridays.',
      'Contract ends {when}: talk about renewal before that.',
    ],
  },
};

export const noteWords: Readonly<
  Record<Region, Readonly<Record<'product' | 'when' | 'soon' | 'who' | 'boss', readonly string[]>>>
> = {
  taiwan: {
    soon: ['下週三', '下週一', '後天', '這個禮拜五', '明天', '月底'],
    boss: ['王董', '林經理', '廠長', '老闆娘', '陳總', '採購主管'],
    product: [
      '不鏽鋼螺絲',
      '紙箱',
      '感測器',
      '控制面板',
      '濾網',
      '防水塗料',
      '辦公椅',
      '冷氣主機',
      '標籤貼紙',
      '電源供應器',
      '有機茶葉禮盒',
      '伺服馬達',
    ],
    when: ['下週三', '月底', '下週一', '中秋', '過年', '後天', '這個禮拜五', '十五號'],
    who: ['採購陳小姐', '廠長', '老闆娘', '會計', '王董', '林經理', '櫃檯'],
  },
  mainland: {
    soon: ['下周三', '下周一', '后天', '本周五', '明天', '月底'],
    boss: ['王总', '张经理', '厂长', '老板', '采购总监'],
    product: [
      '不锈钢螺丝',
      '包装纸箱',
      '传感器',
      '控制面板',
      '滤芯',
      '防水涂料',
      '办公椅',
      '空调主机',
      '标签',
      '开关电源',
      '茶叶礼盒',
      '伺服电机',
    ],
    when: ['下周三', '月底', '下周一', '中秋', '春节', '后天', '本周五', '十五号'],
    who: ['采购小李', '厂长', '老板', '财务', '王总', '张经理', '前台'],
  },
  english: {
    soon: ['next Wednesday', 'next Monday', 'tomorrow', 'on Friday', 'the day after tomorrow'],
    boss: ['the buyer', 'Mrs Hughes', 'the managing director', 'Mr Patel', 'the owner'],
    product: [
      'cable ties',
      'cardboard boxes',
      'sensors',
      'control panels',
      'filter cartridges',
      'office chairs',
      'labels',
      'power supplies',
      'gift boxes',
      'servo motors',
    ],
    when: ['next Wednesday', 'the end of the month', 'next Monday', 'Easter', 'the day after tomorrow', 'the 15th'],
    who: ['the buyer', 'Mrs Hughes', 'the managing director', 'accounts', 'reception', 'Mr Patel'],
  },
};

/** What a note may end with: the next step. */
export const nextSteps: Readonly<Record<Region, readonly string[]>> = {
  taiwan: [
    '{soon}前回覆{product}的價格。',
    '下一步：寄 {count} 份樣品給{who}。',
    '預算大概 {amount} 元。',
    '{soon}打電話追。',
    '要先問{boss}的意思。',
    '對方希望折 {percent}%。',
    '下次順便介紹{product}。',
  ],
  mainland: [
    '{soon}前回复{product}的价格。',
    '下一步：寄 {count} 个样品给{who}。',
    '预算大概 {amount} 元。',
    '{soon}电话跟进。',
    '还要看{boss}的意思。',
    '对方希望降 {percent}%。',
    '下次顺便介绍{product}。',
  ],
  english: [
    'Next: price for {product} by {soon}.',
    'Budget about £{amount}.',
    'Ring {who} {soon}.',
    'Needs the consent of {boss}.',
    'Hopes for {percent}% off.',
    'Mention {product} next time.',
  ],
};
