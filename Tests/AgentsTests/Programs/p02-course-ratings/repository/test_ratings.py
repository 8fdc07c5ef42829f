import unittest

from ratings import Course, summary


class CourseTest(unittest.TestCase):
    def test_average(self):
        self.assertEqual(Course('Pottery', [4, 5, 5]).average(), 4.7)

    def test_best_of_nothing(self):
        self.assertIsNone(Course('Pottery').best())

    def test_out_of_range(self):
        with self.assertRaises(ValueError):
            Course('Pottery').rate(6)

    def test_summary(self):
        self.assertEqual(summary([Course('Pottery', [4])]), 'Pottery: 4.0')


if __name__ == '__main__':
    unittest.main()
