/** The preview of a questionnaire: comments show and hide as in the survey's form. */

import { startComments } from "../components/comments.js";

startComments();
