// What an application does with the schema of this folder; `tsc` says whether the types are those that it should see.
import {type Row as AnyRow, type Schema as ZeroSchema} from '@rocicorp/zero'
import {type Priority, type Schema, type Todo, type User, type UserSettings, schema, zql} from './schema.ts'

export const accepted: ZeroSchema = schema

export const query = zql.todo
  .where('priority', 'high')
  .where('done', false)
  .related('author', q => q.related('userSettings'))
  .related('assignee')
  .related('todoTags', q => q.related('tag'))
  .related('todos')
  .orderBy('createdAt', 'desc')
  .limit(10)

type Result = AnyRow<typeof query>

export function title(row: Result): string {
  const author: string | undefined = row.author?.name
  const theme: string | null | undefined = row.author?.userSettings?.theme
  const labels: readonly string[] = row.todoTags.map(each => each.tag?.label ?? '')
  return [row.title, author, theme, ...labels, row.due ?? 0].join()
}

export const written = zql.users.related('todosByAuthor').related('todosByAssignee').one()

export const todo: Todo = {
  id: 1,
  authorId: 'a',
  assigneeId: null,
  parentId: null,
  title: 'b',
  priority: 'as soon as possible',
  history: ['low', null],
  labels: null,
  done: false,
  due: Date.now(),
  createdAt: 0,
}

export const settings: UserSettings = {userId: 'a', theme: null, flags: {any: ['value', 1]}}

// @ts-expect-error a value that the enum does not have
export const wrong: Priority = 'medium'
// @ts-expect-error a private column is not there
export const secret = (user: User) => user.email
// @ts-expect-error nor is a private table
export const sessions = zql.session
// @ts-expect-error what may not be null is a value
export const name: User['name'] = null
// @ts-expect-error a relationship that does not exist
export const none = zql.todo.related('owner')
// @ts-expect-error a column is not compared with another type
export const compared = zql.todo.where('done', 'yes')

export type Tables = keyof Schema['tables']
export const tables: Tables[] = ['tag', 'todo', 'todoTag', 'users', 'userSettings']
