export const viewWords = {
  views: 'Saved views',
  save: 'Save this view',
  name: 'Name of the view',
  shared: 'for everybody',
  saveGo: 'Save',
  cancel: 'Cancel',
  remove: (name: string) => `Remove the view “${name}”`,
  removed: (name: string) => `The view “${name}” is removed`,
  by: (name: string) => `shared by ${name}`,
}
