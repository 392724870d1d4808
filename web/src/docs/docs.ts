import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import '../app/tokens.css';
import './docs.css';
import { followScheme } from './scheme';

followScheme();

// The human-readable reference of the API, from the description that the running server gives of itself.
SwaggerUI({
  dom_id: '#reference',
  url: '/openapi/v1.json',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  validatorUrl: null,
});
