import type { ImportTarget } from '#shared/domain/fields.ts';
import { foldVariants } from '#shared/domain/variants.ts';

/** What a heading says; some of it becomes a target only beside the other columns. */
export type Meaning = ImportTarget | 'contact' | 'customer' | 'firstName' | 'lastName' | 'boss' | 'bank';

/** Headings that are nothing Coffer keeps, though they contain words of others. */
const ignored = [
  '序号|编号|项次|流水号|no|id|#|客户(?:编号|代号|代码|id)|(?:customer|account|record)(?:id|no|number|code)',
  '公司或个人|(?:客户|会员)?(?:等级|级别|状态|阶段|来源)|性别|gender|行业|industry|金额|营业额|资本额|员工人数|日期|date|部门|department',
  '(?:建立|创建|新增|更新|修改|登录|最后|最近|上次|下次|首次|成交|拜访|联系|跟进)+(?:日期|时间|日)',
  'createdat|created|updated|modified|(?:last|next)(?:contact|activity|modified)(?:date|ed)?|anniversary',
  '传真区号|区号|网址|网站|官网|web ?page|website.*|photo.*|languages?|locale|sensitivity|priority|private|keywords',
  'account|fileas|.*displayname|groupmembership.*|.*(?:yomi|phonetic).*|initials|nameprefix|namesuffix|suffix|middlename|additionalname',
  "nickname|maidenname|shortname|children|spouse|assistant'?sname|manager'?sname|profession|occupation|hobby|office(?:location)?",
  'organizationalidnumber|governmentidnumber|organizationdepartment|referredby|isdn|pager|telex|callback|ttytddphone',
  'billinginformation|mileage|directoryserver|user\\d?',
  // the kind of a value in the column before it (Google, Outlook)
  '.*(?:phone|email|e-mail|address|organization|website|event|relation|customfield|im)-?(?:label|type|service)',
].join('|');

/** In order of strength: of 聯絡人電話 the telephone counts, of 公司地址 the address. Simplified, lower case, no blanks. */
const headings: readonly (readonly [Meaning, RegExp])[] = [
  ['ignore', new RegExp(`^(?:${ignored})$`, 'u')],
  ['boss', /^负责人$/u],
  ['notes', /公司负责人|负责人姓名|法定代表|法人|老板|代表人$/u],
  [
    'idNumber',
    /身分证|身份证|身分字号|证件号|居留证|统一证号|护照|nationalid|idnumber|identitynumber|idcard|passport/u,
  ],
  [
    'taxId',
    /统一编号|统编|税号|税籍|纳税人|信用代码|税务登记|taxid|taxnumber|taxno|vat|ust-?id|steuernummer|uid$|ein$|tin$/u,
  ],
  ['wechat', /微信|wechat|weixin/u],
  ['line', /^line$|line(?:id|帐号|账号|号)|^赖$/u],
  [
    'bankAccount',
    /(?:银行|汇款|收款).*(?:帐|账)|^(?:帐|账)[号户]$|账户|帐户|(?:开户|银行).*(?:帐|账)号|bankaccount|iban|accountnumber/u,
  ],
  ['bank', /银行|开户|汇款|bank/u],
  [
    'responsible',
    /^业务$|业务(?:员|人员|代表|窗口|负责人|担当|姓名|专员|经理)|负责(?:业务|人员|同事|销售|的人)|承办|担当$|经办/u,
  ],
  [
    'responsible',
    /销售(?:员|人员|代表|负责人|顾问|专员|经理)?$|跟进人|归属人?$|所有人$|维护人|客户经理|服务(?:人员|专员)|专员$/u,
  ],
  [
    'responsible',
    /sales(?:rep|representative|person|man|owner|agent)?$|accountmanager|^owner|(?:lead|contact|account)owner|assignedto|responsible|betreuer/u,
  ],
  ['fax', /传真|^fax|fax(?:number|no)?$/u],
  ['email', /邮箱|信箱|电邮|邮件|e-?mail|^mail/u],
  ['birthday', /生日|出生|寿星|birthday|birthdate|dateofbirth|^dob$|geburt/u],
  ['mobile', /手机|行动|移动电话|大哥大|mobile|cell|handy|mobil/u],
  ['phone', /电话|座机|固话|市话|联络方式|联系方式|联络号码|分机|^tel|telephone|phone|telefon/u],
  ['address', /地址|住址|住所|所在地|通讯处|寄送|收件地|address|^street|street$|anschrift|stra(?:ss|ß)e/u],
  [
    'address',
    /^(?:省|市|区|省份|城市|县市|区县|乡镇|行政区|国家|country|plz|ort)$|邮编|邮政编码|邮递区号|(?:city|town|state|province|postalcode|zip|zipcode)$/u,
  ],
  ['tags', /标签|分类|类别|类型|群组|分组|产业别|客户别|属性|^tags?$|labels?$|categor(?:y|ies)$|^groups?$/u],
  [
    'notes',
    /备注|备考|说明|附注|注记|记录|纪录|记事|备忘|需求|描述|notes?$|remarks?$|comments?$|description|memo|bemerkung/u,
  ],
  [
    'title',
    /称谓|职称|职务|职位|头衔|称呼|^title$|jobtitle|position$|organization-?title|salutation|funktion|^anrede$/u,
  ],
  ['ignore', /抬头/u],
  ['contact', /联络人|联系人|联络窗口|对接人|窗口|contact(?:person|name)?$|ansprechpartner|attn/u],
  [
    'company',
    /公司|企业|厂商|单位|店名|商号|机构|行号|company|organi[sz]ation(?:-?name)?$|^firma|employer|accountname$|firm$/u,
  ],
  ['customer', /^客户(?:名称|名|姓名|全称|全名|简称)?$|^顾客|^买家|customer(?:name)?$|client(?:name)?$|kunde/u],
  ['lastName', /^姓$|^姓氏$|lastname|familyname|surname|nachname/u],
  ['firstName', /^名$|^名字$|firstname|givenname|forename|vorname/u],
  ['name', /姓名|^名称$|全名|会员|人名|^name$|fullname/u],
];

function plain(heading: string): string {
  return foldVariants(heading.normalize('NFKC').toLowerCase())
    .replace(/[（(【[].*?[)）】\]]/gu, '')
    .replace(/[\s_:：*＊.、/\\'"“”?？!]/gu, '')
    .replace(/-?value$/u, '')
    .replace(/(?<=\D)-?\d+(?=-|$)/u, '')
    .replace(/-$/u, '');
}

/** What a heading says by itself; null where it says nothing known. */
export function meaningOf(heading: string): Meaning | null {
  const text = plain(heading);
  return text === '' ? null : (headings.find(([, pattern]) => pattern.test(text))?.[0] ?? null);
}
