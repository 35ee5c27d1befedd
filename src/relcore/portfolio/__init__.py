"""Many relationships: histories from rows, and what a portfolio of them shows.

Rows become histories (:func:`from_orders`), replays become courses (:func:`courses`), and funnel, flow, time
in stage and slipping list are read from these.
"""

from relcore.portfolio.agenda import Case, Entry, agenda, merged
from relcore.portfolio.courses import Course, Stay, courses
from relcore.portfolio.evaluation import Holdout, Ranking, auc, holdout
from relcore.portfolio.funnel import Endings, Flow, Funnel, funnel, stage_flow
from relcore.portfolio.gathered import (
    Campaign,
    Comment,
    Introducer,
    Theme,
    campaigns,
    introducers,
    themes,
)
from relcore.portfolio.histories import History, known_by
from relcore.portfolio.merging import unmerge
from relcore.portfolio.merging_conflicts import Claim, Conflict
from relcore.portfolio.merging_customers import MergedCustomer, merge_customers
from relcore.portfolio.merging_histories import MergedHistory, merge_histories
from relcore.portfolio.orders import Orders, RowFault, from_orders
from relcore.portfolio.pace import pooled_pace
from relcore.portfolio.slipping import SLIPPING, PurchaseDaysInAll, Slipping, is_slipping, slipping
from relcore.portfolio.time_in_stage import StageTime, median_duration, survival, time_in_stage

__all__ = [
    "SLIPPING",
    "Campaign",
    "Case",
    "Claim",
    "Comment",
    "Conflict",
    "Course",
    "Endings",
    "Entry",
    "Flow",
    "Funnel",
    "History",
    "Holdout",
    "Introducer",
    "MergedCustomer",
    "MergedHistory",
    "Orders",
    "PurchaseDaysInAll",
    "Ranking",
    "RowFault",
    "Slipping",
    "StageTime",
    "Stay",
    "Theme",
    "agenda",
    "auc",
    "campaigns",
    "courses",
    "from_orders",
    "funnel",
    "holdout",
    "introducers",
    "is_slipping",
    "known_by",
    "median_duration",
    "merge_customers",
    "merge_histories",
    "merged",
    "pooled_pace",
    "slipping",
    "stage_flow",
    "survival",
    "themes",
    "time_in_stage",
    "unmerge",
]
