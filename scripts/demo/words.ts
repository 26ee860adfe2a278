/** Words the sample office is made of. Firms and persons are invented; likeness to real ones is chance. */

export type Region = 'taiwan' | 'mainland' | 'english';

const list = (words: string): string[] => words.split(' ');

/** Surnames by frequency, with their usual spelling in e-mail addresses. */
export const surnames = {
  taiwan: list(
    '陳Chen 林Lin 黃Huang 張Chang 李Lee 王Wang 吳Wu 劉Liu 蔡Tsai 楊Yang 許Hsu 鄭Cheng 謝Hsieh 洪Hung 郭Kuo 邱Chiu 曾Tseng 廖Liao 賴Lai 徐Hsu 周Chou 葉Yeh 蘇Su 莊Chuang 呂Lu 江Chiang 何Ho 蕭Hsiao 羅Lo 高Kao 潘Pan 簡Chien 朱Chu 鍾Chung 彭Peng 游Yu 詹Chan 胡Hu 施Shih 沈Shen 歐陽Ouyang 溫Wen 單Shan',
  ),
  mainland: list(
    '王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 赵Zhao 黄Huang 周Zhou 吴Wu 徐Xu 孙Sun 胡Hu 朱Zhu 高Gao 林Lin 何He 郭Guo 马Ma 罗Luo 梁Liang 宋Song 郑Zheng 谢Xie 韩Han 唐Tang 冯Feng 于Yu 董Dong 萧Xiao 程Cheng 曹Cao 袁Yuan 邓Deng 许Xu 傅Fu 沈Shen 曾Zeng 彭Peng 吕Lv 单Shan 仇Qiu 欧阳Ouyang 解Xie',
  ),
} as const;

export const givenNames = {
  taiwan: list(
    '志明 俊傑 建宏 家豪 雅婷 怡君 淑芬 美玲 淑惠 宗翰 承恩 品妍 宥翔 冠廷 柏翰 詩涵 欣怡 佳穎 思妤 宜蓁 惠雯 麗華 金龍 文雄 秀英 國華 明哲 彥廷 子晴 羽彤 芳瑜 玉珍 婉婷 信宏 育德 世昌 靜宜 曉雯 敏 偉',
  ),
  mainland: list(
    '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 建国 志强 海燕 晓东 晓丽 梓涵 浩然 子轩 雨桐 思远 佳怡 俊杰 宇航 欣悦 文博 国庆 春梅 立新',
  ),
} as const;

/** Names Chinese people use in mails, and English first names. */
export const firstNames = list(
  'Amy Kevin Jason Vivian Peggy Eric Tina Jerry Sophie Leo Grace Frank Helen Ivy Ryan Claire Oscar Nina Paul Ruth Harriet Marcus Olivia Daniel Laura Simon Kate Joseph Megan Andrew',
);
export const lastNames = list(
  'Thornton Whitaker Barlow Hughes Okafor Patel Jennings Sinclair Marsh Doyle Fletcher Novak Rossi Schmidt Müller Jansen Lindqvist Dubois Moreau Kowalski Hansen Byrne Ashworth Pemberton',
);

export const brands = {
  taiwan: list(
    '宏達 鼎新 長榮興 大同發 信昌 富邦達 永豐盛 泰鴻 聯成 冠宇 昇陽 立德 華碩興 博揚 佳能達 群創盛 正新達 東元昌 金寶 和泰興 德記 義美盛 南亞達 順發 欣欣 巨匠 三陽達 光寶盛 遠見 允成 協益 昶鑫 晉億 寬宏 茂林 翔鶴 祥瑞 瑞昌 晨曦 禾豐',
  ),
  mainland: list(
    '宏远 鼎盛 长江兴 华创 信达 恒通 永泰 天成 联众 冠捷 旭日 立信 博雅 嘉禾 群力 正大兴 东方红 金诚 和顺 德胜 义乌兴 南洋 顺达 鑫源 巨丰 三江 光明兴 远航 蓝海 协力 润泽 晋源 宽广 茂源 翔宇 祥和 瑞丰 晨光 禾木 云启',
  ),
  english: list(
    'Northgate Bluewater Ashford Kingsley Meridian Harbour Oakfield Silverline Brightside Ironbridge Fairmont Redwood Lakeside Summit Beacon Willow Granite Copper Juniper Marlowe Pinecrest Stonehouse Westbrook Larkspur',
  ),
} as const;

export const trades = {
  taiwan: list(
    '電子 精密機械 貿易 科技 建材 食品 紡織 五金 化工 醫療器材 印刷 室內設計 運通 農產 汽車材料 包裝材料 生技 文具 家具 冷凍空調',
  ),
  mainland: list(
    '电子科技 精密机械 贸易 信息技术 建材 食品 纺织 五金制品 化工 医疗器械 印务 装饰工程 物流 农业发展 汽车配件 包装材料 生物科技 文化用品 家具 制冷设备',
  ),
  english: list(
    'Trading Foods Engineering Packaging Logistics Textiles Printing Components Interiors Medical Instruments Furniture Bakery Plastics',
  ),
} as const;

export const firmEndings = {
  taiwan: ['股份有限公司', '股份有限公司', '有限公司', '有限公司', '企業社', '商行'],
  mainland: ['有限公司', '有限公司', '有限责任公司', '股份有限公司', '商行'],
  english: ['Ltd', 'Ltd', 'Limited', '& Sons', 'Group plc', 'GmbH'],
} as const;

export const titles = {
  taiwan: list('董事長 總經理 經理 副理 採購 採購經理 會計 廠長 課長 助理 特助'),
  mainland: list('董事长 总经理 经理 采购 采购经理 财务 厂长 主管 助理 销售总监 行政'),
  english: [
    'Director',
    'Managing Director',
    'Buyer',
    'Purchasing Manager',
    'Office Manager',
    'Accounts',
    'Operations Manager',
  ],
} as const;

export const tags = {
  taiwan: list('VIP 經銷商 老客戶 潛在客戶 展覽名單 月結 需報價 轉介紹 年節送禮 付款慢'),
  mainland: list('VIP 经销商 老客户 潜在客户 展会名单 月结 待报价 转介绍 微信群 付款慢'),
  english: ['VIP', 'Distributor', 'Prospect', 'Trade fair', 'Net 60', 'Quote open', 'Referral', 'Slow payer'],
} as const;

export const places = {
  taiwan: [
    ['台北市', ['大安區忠孝東路四段', '中山區南京東路二段', '信義區松高路', '內湖區瑞光路'], '02'],
    ['新北市', ['板橋區文化路一段', '三重區重新路五段', '新莊區中正路', '中和區建一路'], '02'],
    ['桃園市', ['桃園區中正路', '中壢區中央東路', '龜山區文化一路'], '03'],
    ['台中市', ['西屯區臺灣大道三段', '北區三民路三段', '大里區國光路二段'], '04'],
    ['台南市', ['永康區中正北路', '東區長榮路二段'], '06'],
    ['高雄市', ['前鎮區中山二路', '三民區建國三路', '左營區博愛二路'], '07'],
  ],
  mainland: [
    ['广东省深圳市', ['南山区科技园南路', '宝安区新安街道创业一路', '福田区深南大道'], '0755', '440305'],
    ['广东省东莞市', ['长安镇振安中路', '虎门镇连升路'], '0769', '441900'],
    ['上海市', ['浦东新区张江路', '闵行区沪闵路', '徐汇区漕溪北路'], '021', '310115'],
    ['江苏省苏州市', ['工业园区星湖街', '昆山市前进中路'], '0512', '320506'],
    ['浙江省杭州市', ['余杭区文一西路', '滨江区江南大道'], '0571', '330110'],
    ['福建省福州市', ['鼓楼区五四路', '仓山区金山大道'], '0591', '350102'],
  ],
  english: [
    ['London', ['Mill Lane', 'Brewer Street', 'Canal Walk']],
    ['Manchester', ['Deansgate', 'Station Road', 'Quay Street']],
    ['Bristol', ['Harbour Way', 'Queen Square']],
    ['Leeds', ['Wharf Street', 'Park Row']],
  ],
} as const;
