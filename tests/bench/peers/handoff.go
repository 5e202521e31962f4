// The same work as in ../handoff.cpp through Go's channels. Prints nanoseconds a job.
package main

import (
	"flag"
	"fmt"
	"os"
	"sync"
	"time"
)

var (
	jobCount  = flag.Int("jobs", 1000000, "how many values pass")
	capacity  = flag.Int("capacity", 1024, "of each channel")
	workers   = flag.Int("workers", 8, "goroutines between the channels; 0: no second channel")
	producers = flag.Int("producers", 1, "goroutines that send")
	consumers = flag.Int("consumers", 1, "goroutines that receive, where there are no workers")
	duration  = flag.Duration("sleep", 0, "what each job sleeps")
)

// Sends the jobs from 1 on, shared out evenly, and closes the channel behind the last.
func feed(jobs chan<- int) {
	var feeding sync.WaitGroup
	for p := 0; p < *producers; p++ {
		feeding.Add(1)
		go func(p int) {
			defer feeding.Done()
			for j := p + 1; j <= *jobCount; j += *producers {
				jobs <- j
			}
		}(p)
	}
	go func() {
		feeding.Wait()
		close(jobs)
	}()
}

// Jobs channel, workers, results channel. Returns the sum of the results.
func pool() int {
	jobs := make(chan int, *capacity)
	results := make(chan int, *capacity)
	for w := 0; w < *workers; w++ {
		go func() {
			for j := range jobs {
				if *duration > 0 {
					time.Sleep(*duration)
				}
				results <- j * 2
			}
		}()
	}
	feed(jobs)
	sum := 0
	for r := 0; r < *jobCount; r++ {
		sum += <-results
	}
	return sum
}

// One channel. Returns the sum of the doubled values.
func pipe() int {
	values := make(chan int, *capacity)
	sums := make([]int, *consumers)
	var consuming sync.WaitGroup
	for c := 0; c < *consumers; c++ {
		consuming.Add(1)
		go func(c int) {
			defer consuming.Done()
			sum := 0
			for v := range values {
				sum += v * 2
			}
			sums[c] = sum
		}(c)
	}
	feed(values)
	consuming.Wait()
	sum := 0
	for _, s := range sums {
		sum += s
	}
	return sum
}

func main() {
	flag.Parse()
	began := time.Now()
	var sum int
	if *workers > 0 {
		sum = pool()
	} else {
		sum = pipe()
	}
	elapsed := time.Since(began)
	if sum != *jobCount*(*jobCount+1) {
		fmt.Fprintln(os.Stderr, "the results are wrong")
		os.Exit(1)
	}
	fmt.Println(float64(elapsed.Nanoseconds()) / float64(*jobCount))
}
