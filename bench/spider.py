"""Scrapy as in its tutorial: one spider, ids, titles and price texts by CSS. Run by run.ts with `scrapy runspider`."""

import gc
import json
import os
import resource
import time

import scrapy
from scrapy import signals
from scrapy.exceptions import DontCloseSpider

TASK = json.loads(os.environ["BENCH_TASK"])
WARM_UP = 20


def cpu_ms():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


class Cards(scrapy.Spider):
    name = "cards"
    custom_settings = {
        "CONCURRENT_REQUESTS": TASK["concurrency"],
        "CONCURRENT_REQUESTS_PER_DOMAIN": TASK["concurrency"],
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7",
    }
    listings = 0
    counted = False

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        crawler.signals.connect(spider.closed_says, signal=signals.spider_closed)
        return spider

    def requests(self, urls):
        return [scrapy.Request(url, dont_filter=True) for url in urls]

    def start_requests(self):
        return self.requests(TASK["urls"][:WARM_UP])

    def idle(self):
        if self.counted:
            return
        self.counted = True
        self.listings = 0
        gc.collect()
        self.began, self.began_at = cpu_ms(), time.monotonic()
        for request in self.requests(TASK["urls"]):
            self.crawler.engine.crawl(request)
        raise DontCloseSpider

    def parse(self, response):
        for card in response.css("li[data-listing-id]"):
            self.listings += 1
            yield {
                "id": card.attrib["data-listing-id"],
                "title": "".join(card.css(".bz-card__title ::text").getall()),
                "price": "".join(card.css(".bz-card__price ::text").getall()),
            }

    def closed_says(self):
        print(
            json.dumps(
                {
                    "pages": len(TASK["urls"]),
                    "listings": self.listings,
                    "cpuMs": cpu_ms() - self.began,
                    "wallMs": (time.monotonic() - self.began_at) * 1000,
                    "rssPeakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                }
            )
        )
