"""The assistant: understands a question, answers from the knowledge of schemes, asks back, or says honestly that it cannot."""
