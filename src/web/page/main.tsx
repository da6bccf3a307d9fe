import { render } from 'preact'
import { App } from './frame/app.tsx'

const root = document.getElementById('page')
if (root) render(<App />, root)
