/** The text of an offer; a studio writes its own with `notifications.changeText`. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { type NotificationTemplate, notificationTemplates } from '../notifications/index.ts'

export const waitlistOfferText: NotificationTemplate = {
  name: 'waitlist.offer',
  version: 1,
  summary: 'A time became free for a customer who waits, and is held for them.',
  // The deposit that is still to be paid, with its currency; empty where none is.
  values: ['service', 'date', 'time', 'untilDate', 'untilTime', 'deposit'],
  texts: {
    en: ({ service, date, time, untilDate, untilTime, deposit }) => ({
      subject: `A time became free on ${date}`,
      body: `A time became free for ${service}: ${date} at ${time}. We hold it for you until ${untilDate} ${untilTime}. Please answer whether you take it.${deposit === '' ? '' : ` To take it, please pay the deposit of ${deposit} until then.`}`,
    }),
    'zh-CN': ({ service, date, time, untilDate, untilTime, deposit }) => ({
      subject: `${date} 有空档`,
      body: `您候补的${service}有空档：${date} ${time}。我们为您保留至${untilDate} ${untilTime}，请回复是否需要。${deposit === '' ? '' : `确认前请支付定金 ${deposit}。`}`,
    }),
  },
}

export const waitlistTemplates: readonly RegistryEntry[] = [entry(notificationTemplates, waitlistOfferText)]
