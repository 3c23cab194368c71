/**
 * The template of the house. What it says to be the law, it says with its source; all else is what two parties agree on and a
 * studio may change.
 */
import type { KeptTemplate } from './template.ts'

export const standardTemplate: KeptTemplate = {
  code: 'standard',
  version: 1,
  title: { zh: '摄影服务合同', en: 'Contract for photography' },
  clauses: [
    {
      code: 'parties',
      heading: { zh: '当事人', en: 'Parties' },
      text: {
        zh: '甲方（客户）：{{customer}}，电话 {{phone}}\n乙方（影楼）：{{studio}}，地址 {{studioAddress}}，电话 {{studioPhone}}，统一社会信用代码 {{studioRegistration}}',
        en: 'Customer: {{customer}}, telephone {{phone}}\nStudio: {{studio}}, {{studioAddress}}, telephone {{studioPhone}}, registration {{studioRegistration}}',
      },
      emphasised: false,
    },
    {
      code: 'services',
      heading: { zh: '服务与产品', en: 'Services and products' },
      text: {
        zh: '乙方按订单 {{order}}（订单日期 {{bookedDate}}）向甲方提供下列服务与产品：\n{{lines}}\n套系包含的内容逐项如下，未列明的不包含在内：\n{{entitlements}}',
        en: 'Under order {{order}} of {{bookedDate}} the studio provides these services and products:\n{{lines}}\nWhat the packages include, item by item; what is not named is not included:\n{{entitlements}}',
      },
      emphasised: false,
    },
    {
      code: 'price',
      heading: { zh: '价款', en: 'Price' },
      text: {
        zh: '合同总价为 {{total}}，其中已减优惠 {{discount}}。价款的构成：\n{{prices}}\n本合同以外的加项、加片，须经甲方另行确认后方可收费。',
        en: 'The total is {{total}}; discounts of {{discount}} are taken off already. How the price is made up:\n{{prices}}\nWhatever is added to this contract is charged only once the customer has agreed to it separately.',
      },
      emphasised: true,
    },
    {
      code: 'payment',
      heading: { zh: '付款', en: 'Payment' },
      text: {
        zh: '签订时已付 {{paid}}，其中定金 {{earnest}}：\n{{payments}}\n余款 {{balanceDue}} 按下列日期支付：\n{{paymentPlan}}',
        en: 'Paid when this was drawn: {{paid}}, of which earnest money {{earnest}}:\n{{payments}}\nThe balance of {{balanceDue}} is due as follows:\n{{paymentPlan}}',
      },
      emphasised: false,
    },
    {
      code: 'earnest-money',
      heading: { zh: '定金', en: 'Earnest money' },
      text: {
        zh: '定金的数额不得超过合同总价的百分之二十，即 {{earnestLimit}}；超过部分不产生定金的效力。\n乙方履行合同的，定金抵作价款。甲方不履行债务或者履行不符合约定，致使不能实现合同目的的，无权请求返还定金；乙方不履行债务或者履行不符合约定，致使不能实现合同目的的，应当双倍返还定金。',
        en: 'Earnest money may not exceed 20 % of the total, which is {{earnestLimit}}; what is paid beyond it has no effect as earnest money.\nWhen the contract is performed, the earnest money counts towards the price. A customer who fails to perform, so that the purpose of the contract cannot be achieved, may not ask for it back; a studio that so fails returns it twice over.',
      },
      emphasised: true,
      source: {
        zh: '《中华人民共和国民法典》第五百八十六条、第五百八十七条',
        en: 'Civil Code of the PRC, articles 586 and 587',
      },
    },
    {
      code: 'cancellation',
      heading: { zh: '甲方取消', en: 'Cancellation by the customer' },
      text: { zh: '{{cancellationPolicy}}', en: '{{cancellationPolicy}}' },
      emphasised: true,
    },
    {
      code: 'delivery',
      heading: { zh: '交付', en: 'Delivery' },
      text: {
        zh: '约定的取件日期为 {{promisedDate}}。',
        en: 'The date agreed for collection is {{promisedDate}}.',
      },
      emphasised: false,
    },
    {
      code: 'copyright',
      heading: { zh: '照片的著作权', en: 'Copyright in the images' },
      text: {
        zh: '照片的著作权归乙方；甲方可以为个人目的不限期、不限次数地使用交付的照片。受委托创作的作品，著作权的归属由双方约定，未约定的属于受托人。',
        en: 'Copyright in the images is the studio’s; the customer may use the images delivered for personal purposes without limit. Who owns the copyright in a commissioned work is for the parties to agree; without agreement it is the commissioned party’s.',
      },
      emphasised: true,
      source: { zh: '《中华人民共和国著作权法》第十九条', en: 'Copyright Law of the PRC, article 19' },
    },
    {
      code: 'portrait',
      heading: { zh: '肖像与个人信息', en: 'Likeness and personal information' },
      text: {
        zh: '未经甲方单独书面同意，乙方不得以发表、展览、宣传等方式使用或者公开甲方的肖像，著作权归乙方时亦同。是否同意不影响本合同的履行；同意可以随时撤回，撤回不影响撤回前已进行的使用。不满十四周岁的，由父母或者其他监护人同意。',
        en: 'Without the customer’s separate consent in writing the studio does not publish, exhibit or advertise with the customer’s likeness, even where it owns the copyright. Whether consent is given does not affect this contract; it may be withdrawn at any time, which does not affect what was done before. For a person under fourteen, a parent or other guardian consents.',
      },
      emphasised: true,
      source: {
        zh: '《中华人民共和国民法典》第一千零一十九条;《中华人民共和国个人信息保护法》第十五条、第十六条、第三十一条',
        en: 'Civil Code, article 1019; Personal Information Protection Law, articles 15, 16 and 31',
      },
    },
    {
      code: 'changes',
      heading: { zh: '变更', en: 'Changes' },
      text: {
        zh: '双方协商一致，可以变更合同。变更以补充协议的形式由双方签署，未变更的内容继续有效。\n{{changes}}',
        en: 'The parties may change this contract by agreement. A change is an amendment that both sign; whatever is not changed stays in force.\n{{changes}}',
      },
      emphasised: false,
      source: { zh: '《中华人民共和国民法典》第五百四十三条', en: 'Civil Code of the PRC, article 543' },
    },
  ],
  declaration: {
    zh: '双方已阅读并理解本合同全部内容，乙方已就加重显示的条款向客户作出提示和说明，双方同意本合同。',
    en: 'Both parties have read and understood this contract. The studio has drawn attention to the clauses shown in bold and explained them. Both agree to it.',
  },
  consents: [
    {
      code: 'images',
      heading: { zh: '肖像使用同意书', en: 'Consent to the use of images' },
      text: {
        zh: '本人同意影楼将本次拍摄的照片用于其样片展示与宣传。本人知道：不同意不影响合同的履行；本同意可以随时撤回，撤回后影楼停止使用，撤回前的使用不受影响。',
        en: 'I agree that the studio shows images of this shoot as samples and in advertising. I know that the contract does not depend on this consent, and that I may withdraw it at any time: from then on the studio stops using them; what was done before is not affected.',
      },
    },
  ],
}
