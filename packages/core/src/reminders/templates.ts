/** The texts of reminders; a studio writes its own with `notifications.changeText`. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { type NotificationTemplate, notificationTemplates } from '../notifications/index.ts'

const values = ['service', 'date', 'time', 'number'] as const

export const bookingReminder: NotificationTemplate = {
  name: 'reminders.booking',
  version: 1,
  summary: 'Before a booking.',
  values,
  texts: {
    en: ({ service, date, time, number }) => ({
      subject: `Your appointment on ${date}`,
      body: `We look forward to seeing you on ${date} at ${time}: ${service} (${number}).`,
    }),
    'zh-CN': ({ service, date, time, number }) => ({
      subject: `${date} 预约提醒`,
      body: `您预约的${service}（${number}）时间为${date} ${time}，期待您的光临。`,
    }),
  },
}

export const confirmationRequest: NotificationTemplate = {
  name: 'reminders.confirmation',
  version: 1,
  summary: 'Before a booking, where the customer is asked to confirm.',
  values,
  texts: {
    en: ({ service, date, time, number }) => ({
      subject: `Please confirm your appointment on ${date}`,
      body: `Will you come on ${date} at ${time} for ${service} (${number})? Please answer, or tell us if you need another time.`,
    }),
    'zh-CN': ({ service, date, time, number }) => ({
      subject: `请确认${date}的预约`,
      body: `您预约的${service}（${number}）时间为${date} ${time}，请回复确认；如需改期请告知我们。`,
    }),
  },
}

export const reminderTemplates: readonly RegistryEntry[] = [
  entry(notificationTemplates, bookingReminder),
  entry(notificationTemplates, confirmationRequest),
]
