"""Scores of a customer survey."""
from dataclasses import dataclass, field
from typing import Dict, List


@dataclass
class Answer:
    question: str
    score: int


@dataclass
class Survey:
    title: str
    answers: List[Answer] = field(default_factory=list)

    def add(self, question: str, score: int) -> None:
        if not 1 <= score <= 5:
            raise ValueError(f"score out of range: {score}")
        self.answers.append(Answer(question, score))

    def mean_score(self, question: str) -> float:
        """Mean score of one question."""
        scores = [a.score for a in self.answers if a.question == question]
        return round(sum(scores) / len(scores), 2)

    def overview(self, questions: List[str]) -> Dict[str, float]:
        return {q: self.mean_score(q) for q in questions}

    def response_rate(self, invited: int) -> float:
        if invited == 0:
            return 0.0
        return len(self.answers) / invited
