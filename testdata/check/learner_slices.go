package main

import "fmt"

func main() {
	nums := []int{1, 2, 3}
	nums.append(4)
	append(nums, 4)
	nums = append(nums, "4")
	nums = append(nums, []int{5})
	nums = append([]string{}, nums...)
	nums = nums + 5
	fmt.Println(nums.length, nums[0:"x"], nums["a"], nums[1.0], nums[1.2])
	nums2 := []int{1, 2, "3", 4.5}
	var m map[string]int = {"a": 1}
}
